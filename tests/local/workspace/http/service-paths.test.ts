import assert from 'node:assert/strict';
import { runNotebook } from '../../../kit/workspace/runs';
import { call, useWorkspaceServer } from '../../../kit/workspace/stand-in';

describe('a path of the service in Python', () => {
  const addWorkspace = useWorkspaceServer();

  const results: readonly { name: string; source: string; result: string }[] = [
    { name: 'is the current folder', source: 'import os\nr = os.getcwd()', result: '/Workspace/Shared/project' },
    {
      name: 'is opened and listed',
      source:
        'import os\nopen("/Workspace/Shared/project/a.txt", "w").write("x")\nr = sorted(os.listdir("/Workspace/Shared/project"))',
      result: "['a.txt', 'notebook']",
    },
    {
      name: 'works in pathlib and shutil',
      source:
        'import pathlib, shutil\np = pathlib.Path("/Workspace/Shared/project/d")\np.mkdir()\n(p / "a.txt").write_text("x")\n' +
        'shutil.copytree(p, "/dbfs/copy")\nr = sorted(str(f) for f in pathlib.Path("/dbfs").rglob("*.txt"))\nshutil.rmtree("/dbfs/copy")\n' +
        'r += [pathlib.Path("/dbfs/copy").exists()]',
      result: "['/dbfs/copy/a.txt', False]",
    },
    {
      name: 'works in sqlite, which opens files from C',
      source:
        'import os, sqlite3\nc = sqlite3.connect("/dbfs/x.db")\nc.execute("create table t(a)")\nc.commit()\nr = os.path.getsize("/dbfs/x.db") > 0',
      result: 'True',
    },
    {
      name: 'is a place to import from, also relative to the folder',
      source:
        'import os, sys\nos.makedirs("../lib")\nopen("../lib/deep.py", "w").write("RATE = 3")\n' +
        'sys.path.append(os.path.abspath("../lib"))\nimport deep\nr = deep.RATE, deep.__file__',
      result: "(3, '/Workspace/Shared/lib/deep.py')",
    },
    {
      name: 'is where a child process starts',
      source:
        'import subprocess\nr = subprocess.run(["ls"], cwd="/Workspace/Shared/project", capture_output=True, text=True).stdout.split()',
      result: "['notebook']",
    },
    {
      name: 'reaches a volume',
      source: 'open("/Volumes/main/s/v/a.csv", "w").write("a")\nr = dbutils.fs.ls("/Volumes/main/s/v")[0].path',
      result: 'dbfs:/Volumes/main/s/v/a.csv',
    },
    {
      name: 'names catalog, schema and volume in any case, and files in their own',
      source:
        'import os\nopen("/Volumes/main/s/v/A.csv", "w").write("a")\n' +
        'r = [os.path.exists("/Volumes/Main/S/V/" + name) for name in ("A.csv", "a.csv")]',
      result: '[True, False]',
    },
    {
      name: 'is named as written in an error',
      source: 'try:\n  open("/Workspace/none/x")\nexcept OSError as e:\n  r = str(e)',
      result: "[Errno 2] No such file or directory: '/Workspace/none/x'",
    },
    {
      name: 'does not make a volume by making its folder',
      source: 'import os\ntry:\n  os.makedirs("/Volumes/main/s/new")\nexcept OSError as e:\n  r = str(e)',
      result: "[Errno 1] Operation not permitted: '/Volumes/main/s/new'",
    },
    {
      name: 'with dbfs: in front is none for open(), as on the service',
      source: 'try:\n  open("dbfs:/x")\nexcept OSError as e:\n  r = e.errno',
      result: '2',
    },
    {
      name: 'climbing out leads nowhere near the files of the stand-in',
      source: 'import os\nr = os.path.exists("/Workspace/../state.json"), os.path.exists("../../../../workspaces")',
      result: '(False, False)',
    },
    {
      name: 'means nothing to other programs',
      source: 'import subprocess\nr = subprocess.run(["ls", "/Workspace"], capture_output=True).returncode != 0',
      result: 'True',
    },
  ];
  for (const { name, source, result } of results) {
    it(name, async () => {
      const workspace = addWorkspace();
      await call(workspace, 'POST /api/2.1/unity-catalog/schemas', { catalog_name: 'main', name: 's' });
      const volume = { catalog_name: 'main', schema_name: 's', name: 'v', volume_type: 'MANAGED' };
      await call(workspace, 'POST /api/2.1/unity-catalog/volumes', volume);
      const { output } = await runNotebook(workspace, `${source}\ndbutils.notebook.exit(r)`);
      assert.equal(output['error'], undefined);
      assert.deepEqual(output['notebook_output'], { result, truncated: false });
    });
  }
});
