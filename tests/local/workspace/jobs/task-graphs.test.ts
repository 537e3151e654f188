import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { VirtualClock } from '../../../kit/virtual-clock';
import { endingsOf, getRun, notebook, submit } from '../../../kit/workspace/runs';
import { call, useWorkspaceServer } from '../../../kit/workspace/stand-in';

function task(key: string, path: string, more: { after?: readonly string[] } & JsonObject = {}): JsonObject {
  const { after = [], ...rest } = more;
  return notebook(path, { task_key: key, depends_on: after.map((dependency) => ({ task_key: dependency })), ...rest });
}

describe('a run of several tasks', () => {
  const addWorkspace = useWorkspaceServer();

  function workspaceWithNotebooks() {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/good', '');
    workspace.putNotebook('/Shared/bad', 'raise ValueError("boom")');
    return workspace;
  }

  const graphs: readonly {
    name: string;
    tasks: readonly JsonObject[];
    endings: Record<string, string>;
    state: readonly [string, string];
    message: string;
  }[] = [
    {
      name: 'succeeds when all its tasks do, in whatever order they are written',
      tasks: [task('b', '/Shared/good', { after: ['a'] }), task('a', '/Shared/good')],
      endings: { a: 'success', b: 'success' },
      state: ['TERMINATED', 'SUCCESS'],
      message: '',
    },
    {
      name: 'fails and skips what depends on a failed task',
      tasks: [
        task('a', '/Shared/bad'),
        task('b', '/Shared/good', { after: ['a'] }),
        task('c', '/Shared/good', { after: ['b'] }),
      ],
      endings: { a: 'failed', b: 'upstreamFailed', c: 'upstreamFailed' },
      state: ['INTERNAL_ERROR', 'FAILED'],
      message:
        'Task a failed with message: Workload failed, see run output for details. ' +
        'This caused all downstream tasks to get skipped.',
    },
    {
      name: 'succeeds with failures when its leaves succeed',
      tasks: [task('a', '/Shared/bad'), task('b', '/Shared/good', { after: ['a'], run_if: 'ALL_DONE' })],
      endings: { a: 'failed', b: 'success' },
      state: ['TERMINATED', 'SUCCESS_WITH_FAILURES'],
      message: '',
    },
    {
      name: 'succeeds when the task for failures was not needed',
      tasks: [task('a', '/Shared/good'), task('b', '/Shared/good', { after: ['a'], run_if: 'AT_LEAST_ONE_FAILED' })],
      endings: { a: 'success', b: 'excluded' },
      state: ['TERMINATED', 'SUCCESS'],
      message: '',
    },
  ];
  for (const { name, tasks, endings, state, message } of graphs) {
    it(name, async () => {
      const workspace = workspaceWithNotebooks();
      const runId = await submit(workspace, { tasks });
      assert.deepEqual(endingsOf(await workspace.runEnded(runId)), endings);
      const reply = await getRun(workspace, runId);
      const { life_cycle_state, result_state, state_message } = reply['state'] as JsonObject;
      assert.deepEqual([life_cycle_state, result_state], state);
      assert.equal(state_message, message);
    });
  }

  it('shows a task that waits for another one as blocked', async () => {
    const workspace = workspaceWithNotebooks();
    workspace.putNotebook('/Shared/slow', 'import time\nprint("up")\ntime.sleep(60)');
    const tasks = [task('a', '/Shared/slow'), task('b', '/Shared/good', { after: ['a'] })];
    const runId = await submit(workspace, { tasks });
    const run = await workspace.waitForRun(runId, (snapshot) => snapshot.tasks[0]?.stdout === 'up\n');
    assert.deepEqual(
      run.tasks.map(({ phase }) => phase),
      ['RUNNING', 'BLOCKED'],
    );
  });

  it('cancels one task, and what depends on it does not run', async () => {
    const workspace = workspaceWithNotebooks();
    workspace.putNotebook('/Shared/slow', 'import time\nprint("up")\ntime.sleep(60)');
    const tasks = [
      task('a', '/Shared/slow'),
      task('b', '/Shared/good', { after: ['a'] }),
      task('cleanup', '/Shared/good', { after: ['a'], run_if: 'ALL_DONE' }),
    ];
    const runId = await submit(workspace, { tasks });
    const run = await workspace.waitForRun(runId, (snapshot) => snapshot.tasks[0]?.stdout === 'up\n');
    await call(workspace, 'POST /api/2.2/jobs/runs/cancel', { run_id: run.tasks[0]?.runId });
    const ended = await workspace.runEnded(runId);
    assert.deepEqual(endingsOf(ended), { a: 'canceled', b: 'upstreamCanceled', cleanup: 'success' });
  });
});

describe('retries of a task', () => {
  const clock = new VirtualClock({ advance: 'manual' });
  const addWorkspace = useWorkspaceServer({ clock });
  const SUCCEEDS_AT_THIRD =
    'import pathlib\nf = pathlib.Path("tries")\nn = len(f.read_text()) if f.exists() else 0\n' +
    'f.write_text("x" * (n + 1))\nassert n == 2';

  it('continue until one succeeds, each as its own run', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/p/n', SUCCEEDS_AT_THIRD);
    const runId = await submit(workspace, { tasks: [task('main', '/Shared/p/n', { max_retries: 5 })] });
    const run = await workspace.runEnded(runId);
    assert.deepEqual(
      run.tasks.map(({ attemptNumber, ending }) => [attemptNumber, ending]),
      [
        [0, 'failed'],
        [1, 'failed'],
        [2, 'success'],
      ],
    );
    assert.equal(new Set(run.tasks.map((attempt) => attempt.runId)).size, 3);
    assert.equal(run.ending, 'success');
  });

  it('end with the last failure', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/n', 'assert False');
    const runId = await submit(workspace, { tasks: [task('main', '/Shared/n', { max_retries: 1 })] });
    const run = await workspace.runEnded(runId);
    assert.deepEqual(
      run.tasks.map(({ ending }) => ending),
      ['failed', 'failed'],
    );
    assert.equal(run.ending, 'runFailed');
  });

  it('wait as long as the task says', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/p/n', SUCCEEDS_AT_THIRD.replace('== 2', '== 1'));
    const settings = { max_retries: 1, min_retry_interval_millis: 30_000 };
    const runId = await submit(workspace, { tasks: [task('main', '/Shared/p/n', settings)] });
    await workspace.waitForRun(runId, ({ tasks }) => tasks.length === 2);
    const { tasks } = await getRun(workspace, runId);
    const states = (tasks as readonly JsonObject[]).map((each) => each['state'] as JsonObject);
    assert.equal(states[1]?.['life_cycle_state'], 'WAITING_FOR_RETRY');
    await clock.elapse(30_000);
    assert.equal((await workspace.runEnded(runId)).ending, 'success');
  });
});
