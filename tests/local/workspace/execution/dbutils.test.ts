import assert from 'node:assert/strict';
import type { Workspace } from '../../../../local/workspace/workspace';
import { runNotebook } from '../../../kit/workspace/runs';
import { call, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const EXIT = (value: string) => `dbutils.notebook.exit((${value}))`;

describe('dbutils', () => {
  const addWorkspace = useWorkspaceServer();

  const results: readonly { name: string; source: string; result: string }[] = [
    {
      name: 'fs.put writes what fs.head reads, with its folders',
      source: `dbutils.fs.put("dbfs:/scratch/a/b.txt", "text")\n${EXIT('dbutils.fs.head("/scratch/a/b.txt")')}`,
      result: 'text',
    },
    {
      name: 'fs.head reads only so many bytes',
      source: `dbutils.fs.put("/t.txt", "abcdef")\n${EXIT('dbutils.fs.head("/t.txt", 3)')}`,
      result: 'abc',
    },
    {
      name: 'fs.ls tells path, name and size, folders with a slash',
      source:
        'dbutils.fs.put("/scratch/l/b.txt", "text")\ndbutils.fs.mkdirs("/scratch/l/c")\n' +
        EXIT('[(f.path, f.name, f.size, f.isDir()) for f in dbutils.fs.ls("/scratch/l")]'),
      result: "[('dbfs:/scratch/l/b.txt', 'b.txt', 4, False), ('dbfs:/scratch/l/c/', 'c/', 0, True)]",
    },
    {
      name: 'fs.cp copies into a folder, fs.mv moves, fs.rm tells whether something was there',
      source:
        'dbutils.fs.put("/scratch/m/a.txt", "1")\ndbutils.fs.mkdirs("/scratch/n")\ndbutils.fs.cp("/scratch/m/a.txt", "/scratch/n")\n' +
        'dbutils.fs.mv("/scratch/n/a.txt", "/scratch/n/b.txt")\n' +
        EXIT(
          '[f.name for f in dbutils.fs.ls("/scratch/n")], dbutils.fs.rm("/scratch/n", True), dbutils.fs.rm("/scratch/n", True)',
        ),
      result: "(['b.txt'], True, False)",
    },
    {
      name: 'fs reads workspace files by file:/Workspace',
      source: `open("x.txt", "w").write("here")\n${EXIT('dbutils.fs.head("file:/Workspace/Shared/project/x.txt")')}`,
      result: 'here',
    },
    {
      name: 'jobs.taskValues.get falls back to the default',
      source: EXIT('dbutils.jobs.taskValues.get("main", "none", default="d", debugValue="x")'),
      result: 'd',
    },
    {
      name: 'is found by modules and files as well',
      source: `from pyspark_free import token\n${EXIT('token()')}`,
      result: 'DbUtils',
    },
    {
      name: 'notebook context knows notebook, job, task and user',
      source:
        'c = dbutils.notebook.entry_point.getDbutils().notebook().getContext()\nimport json\nt = json.loads(c.toJson())\n' +
        EXIT(
          'c.notebookPath().get(), c.tags().get("taskKey").get(), c.userName().get(), ' +
            't["tags"]["jobId"] == c.jobId().get(), t["currentRunId"]["id"] > 2**53, c.tags().get("none").isDefined()',
        ),
      result: "('/Shared/project/notebook', 'main', 'dev@example.com', True, True, False)",
    },
    {
      name: 'notebook context opens the workspace with the token of the run',
      source:
        'import urllib.request\nc = dbutils.notebook.entry_point.getDbutils().notebook().getContext()\n' +
        'r = urllib.request.Request(c.apiUrl().get() + "/api/2.0/preview/scim/v2/Me", headers={"Authorization": "Bearer " + c.apiToken().get()})\n' +
        EXIT('urllib.request.urlopen(r).status'),
      result: '200',
    },
  ];
  for (const { name, source, result } of results) {
    it(name, async () => {
      const workspace = addWorkspace();
      workspace.putFile(
        '/Shared/project/pyspark_free.py',
        'from dbruntime import UserNamespaceInitializer\n' +
          'def token(): return type(UserNamespaceInitializer.getOrCreate().get_namespace_globals()["dbutils"]).__name__',
      );
      const { output } = await runNotebook(workspace, source);
      assert.equal(output['error'], undefined);
      assert.deepEqual(output['notebook_output'], { result, truncated: false });
    });
  }

  const failures: readonly { name: string; source: string; error: RegExp }[] = [
    { name: 'fs.ls of nothing', source: 'dbutils.fs.ls("/none")', error: /^FileNotFoundError: .*dbfs:\/none/ },
    {
      name: 'fs.rm of a full folder without recurse',
      source: 'dbutils.fs.put("/f/a", "")\ndbutils.fs.rm("/f")',
      error: /^OSError: Cannot delete non-empty directory dbfs:\/f/,
    },
    {
      name: 'fs.put on an existing file',
      source: 'dbutils.fs.put("/a", "")\ndbutils.fs.put("/a", "")',
      error: /^FileExistsError: dbfs:\/a already exists/,
    },
    {
      name: 'fs.mount, which it does not have',
      source: 'dbutils.fs.mount("a", "b")',
      error: /^AttributeError: The workspace stand-in has no dbutils\.fs\.mount\.$/,
    },
    {
      name: 'the task value of a task that is not there',
      source: 'dbutils.jobs.taskValues.get("none", "k")',
      error: /^ValueError: Task key does not exist in run: none\.$/,
    },
    {
      name: 'a task value that JSON cannot hold',
      source: 'dbutils.jobs.taskValues.set("auc", float("nan"))',
      error: /^ValueError: Task value auc cannot be written as JSON: Out of range float values are not JSON compliant/,
    },
    {
      name: 'task values that it cannot read',
      source: 'dbutils.jobs.taskValues.set("auc", 1)\ndbutils.jobs.taskValues._file.write_text("{")',
      error: /^The task values of the task are not a JSON object\.$/,
    },
    {
      name: 'a task value of more than 48 KiB',
      source: 'dbutils.jobs.taskValues.set("k", "x" * 50000)',
      error: /^ValueError: The JSON of task value k exceeds 49152 bytes\.$/,
    },
  ];
  for (const { name, source, error } of failures) {
    it(`refuses ${name}`, async () => {
      const { output } = await runNotebook(addWorkspace(), source);
      assert.match(output['error'] as string, error);
    });
  }
});

describe('what a notebook has in common with the code that it starts', () => {
  const addWorkspace = useWorkspaceServer();
  const CELL = '\n\n# COMMAND ----------\n\n';
  /** The file is what later tasks get. */
  const READ = 'dbutils.notebook.exit(dbutils.jobs.taskValues._file.read_text())';

  const setters: readonly { after: string; source: string }[] = [
    { after: 'a module', source: 'import helper\nhelper.set_b()\n' },
    { after: 'a child notebook', source: 'dbutils.notebook.run("child", 60, {"w": "child"})\n' },
    {
      after: 'a restart of Python',
      source: `dbutils.library.restartPython()${CELL}dbutils.jobs.taskValues.set("b", 2)\n`,
    },
  ];
  for (const { after, source } of setters) {
    it(`are the task values, kept when one is set by ${after}`, async () => {
      const { output } = await runWithHelpers(`dbutils.jobs.taskValues.set("a", 1)\n${source}${READ}`);
      assert.deepEqual(output['notebook_output'], { result: '{"a": 1, "b": 2}', truncated: false });
    });
  }

  it('are the widgets, which a module asks the notebook for that is running', async () => {
    const source =
      'import helper\ndbutils.widgets.text("w", "parent")\nbefore = helper.widget()\n' +
      'child = dbutils.notebook.run("child", 60, {"w": "child"})\n' +
      'dbutils.notebook.exit((before, child, helper.widget()))';
    const { output } = await runWithHelpers(source);
    assert.equal(output['error'], undefined);
    assert.deepEqual(output['notebook_output'], { result: "('parent', 'child', 'parent')", truncated: false });
  });

  function runWithHelpers(source: string) {
    const workspace = addWorkspace();
    workspace.putFile(
      '/Shared/project/helper.py',
      'from pyspark.dbutils import DBUtils\n' +
        'def set_b(): DBUtils().jobs.taskValues.set("b", 2)\n' +
        'def widget(): return DBUtils().widgets.get("w")\n',
    );
    const child = 'import helper\nhelper.set_b()\ndbutils.notebook.exit(helper.widget())';
    workspace.putNotebook('/Shared/project/child', child);
    return runNotebook(workspace, source);
  }
});

describe('dbutils.secrets', () => {
  const addWorkspace = useWorkspaceServer();

  async function workspaceWithSecret(): Promise<Workspace> {
    const workspace = addWorkspace();
    await call(workspace, 'POST /api/2.0/secrets/scopes/create', { scope: 'ml' });
    await call(workspace, 'POST /api/2.0/secrets/put', { scope: 'ml', key: 'password', string_value: 'p4ss-wörd' });
    return workspace;
  }

  it('hands secrets to code, and their names', async () => {
    const source =
      's = dbutils.secrets\ndbutils.notebook.exit((len(s.get("ml", "password")), len(s.getBytes("ml", "password")), ' +
      '[k.key for k in s.list("ml")], [x.name for x in s.listScopes()]))';
    const { output } = await runNotebook(await workspaceWithSecret(), source);
    assert.deepEqual(output['notebook_output'], { result: "(9, 10, ['password'], ['ml'])", truncated: false });
  });

  it('keeps them out of prints, errors, traces and results', async () => {
    const read = 'p = dbutils.secrets.get("ml", "password")\nprint("it is", p)\n';
    const workspace = await workspaceWithSecret();
    const failed = await runNotebook(workspace, `${read}raise ValueError(p)`);
    assert.equal(failed.output['error'], 'ValueError: [REDACTED]');
    assert.doesNotMatch(failed.output['error_trace'] as string, /p4ss/);
    assert.equal(failed.run.tasks[0]?.stdout, 'it is [REDACTED]\n');
    assert.doesNotMatch(failed.run.tasks[0]?.stderr ?? '', /p4ss/);
    const exited = await runNotebook(workspace, `${read}dbutils.notebook.exit(p)`);
    assert.deepEqual(exited.output['notebook_output'], { result: '[REDACTED]', truncated: false });
  });

  it('tells which scope is not there', async () => {
    const { output } = await runNotebook(addWorkspace(), 'dbutils.secrets.get("none", "k")');
    assert.match(output['error'] as string, /^RestError: RESOURCE_DOES_NOT_EXIST: .*none/);
  });
});

describe('the token of a run', () => {
  const addWorkspace = useWorkspaceServer();

  it('ends with the run', async () => {
    const workspace = addWorkspace();
    const { output } = await runNotebook(workspace, 'import os\ndbutils.notebook.exit(os.environ["DATABRICKS_TOKEN"])');
    const { result } = output['notebook_output'] as { result: string };
    assert.notEqual(result, workspace.token);
    const endpoint = { host: workspace.host, token: result };
    assert.equal((await call(endpoint, 'GET /api/2.0/preview/scim/v2/Me')).status, 403);
  });
});
