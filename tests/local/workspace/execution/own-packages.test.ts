import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { listen } from '../../../../local/workspace/http/listen';
import { PythonEnvironment } from '../../../../local/workspace/python-environment/python-environment';
import { startWorkspaceServer, type WorkspaceServer } from '../../../../local/workspace/server';
import type { Workspace } from '../../../../local/workspace/workspace';
import { exhaustively, variants } from '../../../kit/tier';
import { startPackageIndex, usePackageIndex } from '../../../kit/workspace/package-index';
import { endedRun, getRun, notebook, submit } from '../../../kit/workspace/runs';
import { call, errorOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';
import { wheel } from '../../../kit/workspace/wheel';

const NOTEBOOK = '/Shared/which';
const WHICH_CHURN = `
try:
    from churn import VERSION
except ImportError:
    VERSION = "none"
dbutils.notebook.exit(VERSION)`;

describe('the packages of a run', () => {
  let folder = '';
  let server: WorkspaceServer;
  let workspace: Workspace;
  usePackageIndex(['1.0', '2.0']);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'own-packages-'));
    const lockFile = join(folder, 'requirements.lock');
    writeFileSync(lockFile, '--no-index\n');
    const environment = new PythonEnvironment({ folder, lockFile, say: () => undefined });
    server = await startWorkspaceServer({ stateFolder: join(folder, 'state'), environment });
    workspace = server.addWorkspace();
    workspace.putNotebook(NOTEBOOK, WHICH_CHURN);
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  function start(dependencies: readonly string[], version = '5'): Promise<string> {
    const spec = { environment_version: version, dependencies };
    return submit(workspace, {
      environments: [{ environment_key: 'own', spec }],
      tasks: [notebook(NOTEBOOK, { environment_key: 'own' })],
    });
  }

  /** The version of churn that the run found. */
  async function churnWith(dependencies: readonly string[], version?: string): Promise<unknown> {
    const { output } = await endedRun(workspace, await start(dependencies, version));
    assert.equal(output['error'], undefined);
    return (output['notebook_output'] as JsonObject)['result'];
  }

  async function failureWith(dependencies: readonly string[]): Promise<readonly [unknown, string]> {
    const runId = await start(dependencies);
    await workspace.runEnded(runId);
    const { tasks } = await getRun(workspace, runId);
    const [{ state, status }] = tasks as [{ state: JsonObject; status: { termination_details: JsonObject } }];
    return [status.termination_details['code'], state['state_message'] as string];
  }

  const environments = () => readdirSync(join(folder, 'runs')).filter((name) => !name.includes('.')).length;

  it('come from the index that pip is set to, and only for the runs that name them', async () => {
    assert.equal(await churnWith(['churn==1.0']), '1.0');
    assert.equal(await churnWith(['churn==2.0']), '2.0');
    assert.equal(await churnWith([]), 'none');
  });

  exhaustively('are installed once for runs that ask at the same time, in whatever order', async () => {
    const before = environments();
    const found = await Promise.all([
      churnWith(['churn>=1.5', 'churn<3']),
      churnWith(['churn<3', 'churn>=1.5']),
      churnWith(['churn>=1.5', '# the newer one', 'churn<3  # for now']),
    ]);
    assert.deepEqual(found, ['2.0', '2.0', '2.0']);
    assert.equal(environments(), before + 1);
  });

  exhaustively('are another environment for another environment version', async () => {
    const before = environments();
    assert.equal(await churnWith(['churn<2'], '2'), '1.0');
    assert.equal(await churnWith(['churn<2'], '5'), '1.0');
    assert.equal(environments(), before + 2);
  });

  it('that nobody can install fail the task with what the installer says', async () => {
    const [code, message] = await failureWith(['churn==9.9']);
    assert.equal(code, 'LIBRARY_INSTALLATION_ERROR');
    assert.match(message, /^Library installation failed: .*no version of churn==9\.9/s);
  });

  exhaustively('may be named in files of the workspace, which may name others and wheels beside them', async () => {
    workspace.putFile('/Shared/churn/dist/churn-3.0-py3-none-any.whl', wheel('VERSION = "3.0"', { version: '3.0' }));
    workspace.putFile('/Shared/churn/base.txt', './dist/churn-3.0-py3-none-any.whl\n');
    workspace.putFile('/Shared/churn/requirements.txt', '# ours\n-r base.txt\n');
    assert.equal(await churnWith(['-r /Workspace/Shared/churn/requirements.txt']), '3.0');
    assert.equal(await churnWith(['churn @ file:///Workspace/Shared/churn/dist/churn-3.0-py3-none-any.whl']), '3.0');
    workspace.putFile('/Shared/churn/base.txt', 'churn<2\n');
    assert.equal(await churnWith(['--requirement=/Workspace/Shared/churn/requirements.txt']), '1.0');
  });

  exhaustively('bring the wheel that a task runs', async () => {
    const path = '/Shared/own/churn-5.0-py3-none-any.whl';
    workspace.putFile(path, wheel('def main(): print("main")', { version: '5.0' }));
    const spec = { client: '2', dependencies: [`/Workspace${path}`] };
    const python_wheel_task = { package_name: 'churn', entry_point: 'train' };
    const runId = await submit(workspace, {
      environments: [{ environment_key: 'own', spec }],
      tasks: [{ task_key: 'main', environment_key: 'own', python_wheel_task }],
    });
    assert.equal((await endedRun(workspace, runId)).output['logs'], 'main\n');
  });

  exhaustively('are installed again when a wheel has changed in its place', async () => {
    const path = '/Shared/dist/churn-4.0-py3-none-any.whl';
    for (const text of ['old', 'new']) {
      workspace.putFile(path, wheel(`VERSION = "${text}"`, { version: '4.0' }));
      assert.equal(await churnWith([`/Workspace${path}`]), text);
    }
  });

  for (const dependency of variants([
    '/Volumes/main/ml/dist/churn.whl',
    '-r /Workspace/none.txt',
    '-c /Workspace/none.txt',
  ])) {
    it(`fail the task when '${dependency}' is not there`, async () => {
      const [code, message] = await failureWith([dependency]);
      assert.equal(code, 'LIBRARY_INSTALLATION_ERROR');
      assert.equal(message, `Library installation failed: the file ${dependency.split(' ').at(-1)} does not exist`);
    });
  }

  exhaustively('come from the index that they name', async () => {
    const other = await startPackageIndex(['7.0']);
    try {
      assert.equal(await churnWith([`--index-url ${other.url}`, 'churn']), '7.0');
    } finally {
      other.close();
    }
  });

  exhaustively('come from the index that uv itself is set to, if it is', async () => {
    const other = await startPackageIndex(['8.0']);
    process.env['UV_INDEX_URL'] = other.url;
    try {
      assert.equal(await churnWith(['churn>7']), '8.0');
    } finally {
      delete process.env['UV_INDEX_URL'];
      other.close();
    }
  });

  exhaustively('that are out of reach fail the task with the address that did not answer', async () => {
    const gone = await startPackageIndex([]);
    gone.close();
    process.env['UV_HTTP_RETRIES'] = '0';
    try {
      const [code, message] = await failureWith([`--index-url ${gone.url}`, 'churn']);
      assert.equal(code, 'LIBRARY_INSTALLATION_ERROR');
      assert.ok(message.includes(`Failed to fetch: ${gone.url}/churn/`), message);
      assert.match(message, /[Cc]onnection refused/);
    } finally {
      delete process.env['UV_HTTP_RETRIES'];
    }
  });

  exhaustively('do not hold up a run that is canceled', async () => {
    let heard = (): void => undefined;
    const asked = new Promise<void>((resolve) => (heard = resolve));
    const silent = createServer(() => heard());
    const url = await listen(silent, 0);
    try {
      const runId = await start([`--index-url ${url}/simple`, 'churn']);
      await asked;
      await call(workspace, 'POST /api/2.2/jobs/runs/cancel', { run_id: BigInt(runId) });
      assert.equal((await workspace.runEnded(runId)).ending, 'canceled');
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  const refused: readonly { readonly what: string; readonly spec: JsonObject; readonly message: RegExp }[] = [
    {
      what: 'an unknown version',
      spec: { environment_version: '99' },
      message: /version 99 of environment own is not/,
    },
    { what: 'no version', spec: { dependencies: ['churn'] }, message: /own must specify environment_version/ },
    { what: 'a base environment', spec: { base_environment: '/Workspace/b.yml' }, message: /has no base environments/ },
  ];
  for (const { what, spec, message } of refused) {
    it(`are refused with ${what}`, async () => {
      const answer = await call(workspace, 'POST /api/2.2/jobs/runs/submit', {
        environments: [{ environment_key: 'own', spec }],
        tasks: [notebook(NOTEBOOK, { environment_key: 'own' })],
      });
      assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
      assert.match(answer.body['message'] as string, message);
    });
  }
});

describe('a run that requires nothing but what every run has', function () {
  // The first run of all makes the Python environment.
  this.timeout(180_000);
  const addWorkspace = useWorkspaceServer();

  async function prefixWith(dependencies: readonly string[]): Promise<unknown> {
    const workspace = addWorkspace();
    workspace.putNotebook(NOTEBOOK, '# names pandas\nimport sys\ndbutils.notebook.exit(sys.prefix)');
    const isOwn = dependencies.length > 0;
    const spec = { environment_version: '5', dependencies };
    const runId = await submit(workspace, {
      ...(isOwn && { environments: [{ environment_key: 'own', spec }] }),
      tasks: [notebook(NOTEBOOK, isOwn ? { environment_key: 'own' } : {})],
    });
    const { output } = await endedRun(workspace, runId);
    return (output['notebook_output'] as JsonObject)['result'];
  }

  it('shares their environment, so that none is made for it', async () => {
    assert.equal(await prefixWith(['scikit-learn', 'mlflow>=3']), await prefixWith([]));
  });
});
