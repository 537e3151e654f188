import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { isAlive } from '../../../../local/workspace/execution/alive';
import { WarmPython } from '../../../../local/workspace/execution/warm-python';
import { PythonEnvironment } from '../../../../local/workspace/python-environment/python-environment';
import type { Workspace } from '../../../../local/workspace/workspace';
import { useTemporaryFolder } from '../../../kit/temporary-folders';
import { pythonFile, runNotebook, runTask } from '../../../kit/workspace/runs';
import { call, gone, idOf, useWorkspaceServer, type Endpoint } from '../../../kit/workspace/stand-in';
import { warmedUp } from '../../../kit/workspace/test-server';
import { wheel } from '../../../kit/workspace/wheel';
import { announced } from '../../../kit/workspace/workspace-process';

const IS_WARM = 'import sys\nis_warm = "sklearn" in sys.modules\n';

/** What a notebook exits with; it names a package, and so is for a warm interpreter. */
async function exitValue(workspace: Workspace, source: string): Promise<unknown> {
  const { output } = await runNotebook(workspace, `# names pandas\n${IS_WARM}import json\n${source}`);
  assert.deepEqual([output['error'], output['error_trace']], [undefined, undefined]);
  return JSON.parse((output['notebook_output'] as { result: string }).result);
}

// System libraries of macOS do not survive a fork; there every run has a fresh interpreter.
if (process.platform === 'linux') {
  describe('a run that is forked from a warm interpreter', function () {
    this.timeout(60_000);
    const addWorkspace = useWorkspaceServer();
    before(warmedUp);

    it('finds the packages imported, and nothing of an earlier run', async () => {
      const leave = 'import pandas, os\npandas.left = 1\nvars(os)["env" + "iron"]["LEFT"] = "1"\n';
      const look = 'env = dict(vars(os)["env" + "iron"])\nseen = [is_warm, hasattr(pandas, "left"), "LEFT" in env]\n';
      const first = await exitValue(addWorkspace(), `${leave}${look}dbutils.notebook.exit(json.dumps(seen))`);
      assert.deepEqual(first, [true, true, true]);
      const next = await exitValue(addWorkspace(), `import os, pandas\n${look}dbutils.notebook.exit(json.dumps(seen))`);
      assert.deepEqual(next, [true, false, false]);
    });

    it('has the process, folder, arguments and environment of a run in a fresh interpreter', async () => {
      const facts = (environment: string) => `
import os, resource, signal, tempfile
env = {name: value for name, value in dict(${environment}).items() if name != "DATABRICKS_TOKEN"}
home = env["HOME"]
env = {name: value.replace(home, "HOME") for name, value in env.items()}
handlers = [str(signal.getsignal(number)) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD, signal.SIGCONT)]
group = [os.getsid(0) == os.getppid(), os.getpgid(0) == os.getppid()]
files = sorted(map(int, os.listdir("/proc/self/fd")))[:-1]
limits = [resource.getrlimit(limit) for limit in (resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_CPU)]
streams = [type(stream).__name__ for stream in (sys.stdin, sys.stdout, sys.stderr)] + [sys.stdin.read()]
place = [os.getcwd(), sys.argv, sys.path, sys.flags.safe_path, tempfile.gettempdir() == home, __name__]
dbutils.notebook.exit(json.dumps([is_warm, env, handlers, group, files, limits, streams, place, os.nice(0)]))`;
      const [isWarm, ...warm] = (await exitValue(addWorkspace(), facts('vars(os)["env" + "iron"]'))) as unknown[];
      const [isWarmToo, ...fresh] = (await exitValue(addWorkspace(), facts('os.environ'))) as unknown[];
      assert.deepEqual([isWarm, isWarmToo], [true, false]);
      assert.deepEqual(warm, fresh);
    });

    it('draws its own random numbers and keys', async () => {
      const draw = `
import random, numpy, uuid, tempfile, multiprocessing
drawn = [random.random(), numpy.random.rand(), str(uuid.uuid4()), tempfile.mktemp(), multiprocessing.current_process().authkey.hex()]
dbutils.notebook.exit(json.dumps([is_warm, *drawn]))`;
      const workspace = addWorkspace();
      const [one, other] = [await exitValue(workspace, draw), await exitValue(workspace, draw)] as [
        unknown[],
        unknown[],
      ];
      assert.deepEqual([one[0], other[0]], [true, true]);
      assert.deepEqual(
        one.slice(1).filter((each) => other.includes(each)),
        [],
      );
    });

    it('uses threads, processes, Spark, and the paths of the service as any other', async () => {
      const work = `
import bz2, multiprocessing, os, pandas
from concurrent.futures import ThreadPoolExecutor
from sklearn.ensemble import RandomForestClassifier
with multiprocessing.get_context("fork").Pool(2) as pool:
    forked = pool.map(abs, [-1, -2])
with ThreadPoolExecutor(2) as threads:
    threaded = list(threads.map(abs, [-3, -4]))
model = RandomForestClassifier(n_estimators=4, n_jobs=2, random_state=1).fit([[0], [1]] * 20, [0, 1] * 20)
with bz2.open("/Workspace/Shared/a.bz2", "wt") as file:
    file.write("a,b\\n1,2\\n")
rows = pandas.read_csv("/Workspace/Shared/a.bz2").values.tolist()
found = [forked, threaded, model.predict([[0], [1]]).tolist(), rows, spark.range(3).count()]
dbutils.notebook.exit(json.dumps([is_warm, *found]))`;
      const found = await exitValue(addWorkspace(), work);
      assert.deepEqual(found, [true, [1, 2], [3, 4], [0, 1], [[1, 2]], 3]);
    });

    it('hides a secret in what handlers write that were there before the run', async () => {
      const workspace = addWorkspace();
      await call(workspace, 'POST /api/2.0/secrets/scopes/create', { scope: 'ml' });
      await call(workspace, 'POST /api/2.0/secrets/put', { scope: 'ml', key: 'k', string_value: 'hush-hush' });
      const { run } = await runNotebook(
        workspace,
        `${IS_WARM}import logging\nlogging.getLogger("mlflow").warning("%s", dbutils.secrets.get("ml", "k"))\nprint(is_warm)`,
      );
      assert.equal(run.tasks[0]?.stdout, 'True\n');
      assert.match(run.tasks[0].stderr, /\[REDACTED\]/);
      assert.doesNotMatch(run.tasks[0].stderr, /hush-hush/);
    });

    for (const { what, source } of [
      { what: 'sets the environment', source: 'import os\nos.environ["PANDAS_COPY_ON_WRITE"] = "1"\n' },
      { what: 'installs packages', source: '' },
    ]) {
      it(`is none when its code ${what}, since the modules would not see that`, async () => {
        const install =
          what === 'installs packages'
            ? '# COMMAND ----------\n# MAGIC %pip install pandas\n\n# COMMAND ----------\n'
            : '';
        assert.equal(
          await exitValue(addWorkspace(), `${source}${install}dbutils.notebook.exit(json.dumps(is_warm))`),
          false,
        );
      });
    }

    it('is none when a module of the project has the name of one that is imported already', async () => {
      const workspace = addWorkspace();
      workspace.putFile('/Shared/project/requests.py', 'mine = True');
      const source = 'import requests\ndbutils.notebook.exit(json.dumps([is_warm, requests.mine]))';
      assert.deepEqual(await exitValue(workspace, source), [false, true]);
    });

    it('is none when the task brings wheels', async () => {
      const workspace = addWorkspace();
      workspace.putFile('/Shared/churn-1.0-py3-none-any.whl', wheel('x = 1'));
      workspace.putFile('/Shared/file.py', `# names pandas\n${IS_WARM}print(is_warm)`);
      const task = {
        task_key: 'main',
        existing_cluster_id: '1120-c1',
        spark_python_task: { python_file: '/Shared/file.py' },
      };
      const plain = await runTask(workspace, task);
      const wheels = await runTask(workspace, { ...task, libraries: [{ whl: '/Shared/churn-1.0-py3-none-any.whl' }] });
      assert.deepEqual([plain.output['logs'], wheels.output['logs']], ['True\n', 'False\n']);
    });

    it('ends with the run when its supervisor is killed, and by the exit code that it ends with', async () => {
      const orphan = await runNotebook(
        addWorkspace(),
        '# names pandas\nimport os, time\nprint(os.getpid(), flush=True)\nos.kill(os.getppid(), 9)\ntime.sleep(60)',
      );
      assert.match(orphan.output['error'] as string, /signal SIGKILL/);
      await gone(Number(orphan.run.tasks[0]?.stdout));
      const left = await runNotebook(addWorkspace(), '# names pandas\nimport os\nos._exit(7)');
      assert.match(left.output['error'] as string, /exit code 7/);
    });
  });

  describe('the warm interpreter', function () {
    this.timeout(120_000);
    const folder = useTemporaryFolder();

    it('is started after a run that names a package, and ends with the server, also when that is killed', async () => {
      const { child, workspaces } = await announced(folder());
      const [endpoint] = workspaces;
      assert.ok(endpoint);
      const content = Buffer.from(WARM_PARENT).toString('base64');
      await call(endpoint, 'POST /api/2.0/workspace/import', { path: '/Shared/a.py', format: 'AUTO', content });
      let warm = '';
      while (warm === '') {
        warm = await printed(endpoint);
      }
      child.kill('SIGKILL');
      await gone(Number(warm));
    });

    it('starts anew after it has ended, and does not listen in between', async () => {
      const own = new WarmPython(folder());
      const python = await new PythonEnvironment({ say: () => undefined }).ready();
      own.start(python);
      const { pid } = own;
      assert.ok(pid !== undefined);
      await own.close();
      assert.deepEqual([isAlive(pid), own.pid, own.address], [false, undefined, undefined]);
      own.start(python);
      assert.ok(own.pid !== undefined && own.pid !== pid);
      await own.close();
    });
  });
}

/** Prints the process that it was forked from, and nothing in a fresh interpreter. */
const WARM_PARENT = `# names pandas
import os, sys
if "sklearn" in sys.modules:
    print(open(f"/proc/{os.getppid()}/stat").read().rpartition(")")[2].split()[1])`;

async function printed(endpoint: Endpoint): Promise<string> {
  const { body } = await call(endpoint, 'POST /api/2.2/jobs/runs/submit', { tasks: [pythonFile('/Shared/a.py')] });
  for (;;) {
    const run = await call(endpoint, 'GET /api/2.2/jobs/runs/get', { run_id: BigInt(idOf(body)) });
    const [task] = run.body['tasks'] as [JsonObject];
    if ((run.body['status'] as JsonObject)['state'] === 'TERMINATED') {
      const output = await call(endpoint, 'GET /api/2.2/jobs/runs/get-output', { run_id: BigInt(idOf(task)) });
      return (output.body['logs'] as string).trim();
    }
  }
}
