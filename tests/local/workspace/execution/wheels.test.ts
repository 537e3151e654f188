import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { endedRun, getRun, runNotebook, submit } from '../../../kit/workspace/runs';
import { call, errorOf, idOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';
import { wheel } from '../../../kit/workspace/wheel';

const PATH = '/Shared/dist/churn-1.0-py3-none-any.whl';
const SOURCE = 'import sys\ndef main(): print("main", sys.argv[1:])\ndef other(): print("other")';

function wheelTask(more: JsonObject = {}, libraries: readonly string[] = [PATH]): JsonObject {
  return {
    task_key: 'main',
    existing_cluster_id: '1120-c1',
    python_wheel_task: { package_name: 'churn', entry_point: 'train', ...more },
    libraries: libraries.map((whl) => ({ whl })),
  };
}

describe('a wheel', () => {
  const addWorkspace = useWorkspaceServer();

  const logged: readonly { name: string; task: JsonObject; logs: string }[] = [
    { name: 'runs its entry point', task: wheelTask({ parameters: ['a', 'b c'] }), logs: "main ['a', 'b c']\n" },
    {
      name: 'gets named parameters as options',
      task: wheelTask({ named_parameters: { depth: '6' } }),
      logs: "main ['--depth=6']\n",
    },
    {
      name: 'runs a function if the entry point does not exist',
      task: wheelTask({ entry_point: 'other' }),
      logs: 'other\n',
    },
    { name: 'is found below /Workspace', task: wheelTask({}, [`/Workspace${PATH}`]), logs: 'main []\n' },
  ];
  for (const { name, task, logs } of logged) {
    it(name, async () => {
      const workspace = addWorkspace();
      workspace.putFile(PATH, wheel(SOURCE));
      const { run, output } = await endedRun(workspace, await submit(workspace, { tasks: [task] }));
      assert.equal(output['error'], undefined);
      assert.equal(run.ending, 'success');
      assert.equal(output['logs'], logs);
    });
  }

  it('gets the parameters of run-now', async () => {
    const workspace = addWorkspace();
    workspace.putFile(PATH, wheel(SOURCE));
    const jobId = workspace.createJob({ tasks: [wheelTask({ parameters: ['old'] })] });
    const fields = { job_id: BigInt(jobId), python_params: ['new'] };
    const { body } = await call(workspace, 'POST /api/2.2/jobs/run-now', fields);
    assert.equal((await endedRun(workspace, idOf(body))).output['logs'], "main ['new']\n");
  });

  for (const { name, path } of [
    { name: 'is not there', path: PATH },
    { name: 'would be below a file', path: '/Workspace/Shared/f.txt/churn.whl' },
    { name: 'has a name longer than any', path: `/Workspace/Shared/${'x'.repeat(300)}.whl` },
  ]) {
    it(`that ${name} fails the task by its library`, async () => {
      const workspace = addWorkspace();
      workspace.putFile('/Shared/f.txt', '');
      const runId = await submit(workspace, { tasks: [wheelTask({}, [path])] });
      await workspace.runEnded(runId);
      const { tasks } = await getRun(workspace, runId);
      const [{ state, status }] = tasks as [{ state: JsonObject; status: { termination_details: JsonObject } }];
      assert.deepEqual([state['life_cycle_state'], state['result_state']], ['INTERNAL_ERROR', 'FAILED']);
      assert.equal(status.termination_details['code'], 'LIBRARY_INSTALLATION_ERROR');
      assert.ok((state['state_message'] as string).endsWith(`the file ${path} does not exist`));
    });
  }

  for (const { name, content, error } of [
    { name: 'is not an archive', content: Buffer.from('no zip'), error: /^LibraryInstallationError: .*not a zip file/ },
    {
      name: 'has a path that leads outside of it',
      content: wheel(SOURCE, { strays: ['../../stray.py'] }),
      error: /^LibraryInstallationError: .*leads outside of it: \.\.\/\.\.\/stray\.py/,
    },
  ]) {
    it(`that ${name} fails the task`, async () => {
      const workspace = addWorkspace();
      workspace.putFile(PATH, content);
      const { output } = await endedRun(workspace, await submit(workspace, { tasks: [wheelTask()] }));
      assert.match(output['error'] as string, error);
    });
  }

  it('without the function asked for fails the task', async () => {
    const workspace = addWorkspace();
    workspace.putFile(PATH, wheel(SOURCE));
    const runId = await submit(workspace, { tasks: [wheelTask({ entry_point: 'none' })] });
    const { output } = await endedRun(workspace, runId);
    assert.equal(output['error'], 'ImportError: The package churn has no entry point and no function none.');
  });

  it('with both kinds of parameters is refused', async () => {
    const task = wheelTask({ parameters: ['a'], named_parameters: { a: '1' } });
    const answer = await call(addWorkspace(), 'POST /api/2.2/jobs/runs/submit', { tasks: [task] });
    assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
  });
});

describe('%pip', () => {
  const addWorkspace = useWorkspaceServer();
  const AFTERWARDS = '\n\n# COMMAND ----------\n\nimport churn\ndbutils.notebook.exit(churn.__name__)';

  const installed: readonly { name: string; source: string }[] = [
    { name: 'a wheel', source: `# MAGIC %pip install --quiet /Workspace${PATH}` },
    { name: 'a wheel beside the notebook', source: '# MAGIC %pip install -q ../dist/churn-1.0-py3-none-any.whl' },
    { name: 'requirements', source: '# MAGIC %pip install -r /Workspace/Shared/dist/requirements.txt' },
    {
      name: 'a wheel, then restarts Python',
      source: `# MAGIC %pip install /Workspace${PATH}\n\n# COMMAND ----------\n\nx = 1\ndbutils.library.restartPython()\n\n# COMMAND ----------\n\nassert "x" not in globals()`,
    },
  ];
  for (const { name, source } of installed) {
    it(`installs ${name}`, async () => {
      const workspace = addWorkspace();
      workspace.putFile(PATH, wheel(SOURCE));
      workspace.putFile('/Shared/dist/requirements.txt', `# ours\n/Workspace${PATH}  # built\n`);
      const { output } = await runNotebook(workspace, source + AFTERWARDS);
      assert.equal(output['error'], undefined);
      assert.deepEqual(output['notebook_output'], { result: 'churn', truncated: false });
    });
  }

  const refused: readonly { name: string; words: string; error: RegExp }[] = [
    {
      name: 'a package of an index',
      words: 'install no-such-package==1',
      error: /no package index to install no-such-/,
    },
    { name: 'an option it does not know', words: 'install --target x y', error: /does not know %pip install --target/ },
    { name: 'another command', words: 'uninstall x', error: /does not run %pip uninstall/ },
    {
      name: 'a wheel that is not there',
      words: 'install /Workspace/none.whl',
      error: /Cannot install \/Workspace\/none/,
    },
  ];
  for (const { name, words, error } of refused) {
    it(`refuses ${name}`, async () => {
      const { output } = await runNotebook(addWorkspace(), `# MAGIC %pip ${words}`);
      assert.match(output['error'] as string, error);
    });
  }

  it('and the magics for somebody at the page leave a job alone', async () => {
    const source = '%load_ext autoreload\n%autoreload 2\nx = 1\ndbutils.notebook.exit(x)';
    const { output } = await runNotebook(addWorkspace(), source);
    assert.deepEqual(output['notebook_output'], { result: '1', truncated: false });
  });
});
