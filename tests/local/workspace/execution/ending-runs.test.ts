import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { isAlive } from '../../../../local/workspace/execution/alive';
import type { RunSnapshot } from '../../../../local/workspace/jobs/runs/run-snapshot';
import { variants } from '../../../kit/tier';
import { VirtualClock } from '../../../kit/virtual-clock';
import { getRun, notebook, submit } from '../../../kit/workspace/runs';
import { call, gone, useWorkspaceServer } from '../../../kit/workspace/stand-in';
import { WAYS } from '../../../kit/workspace/test-server';

const CANCEL = 'POST /api/2.2/jobs/runs/cancel';
const SLOW = 'import subprocess, time\nprint(subprocess.Popen(["sleep", "60"]).pid)\ntime.sleep(60)';
const STUBBORN = 'import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint("up")\ntime.sleep(60)';

function hasPrinted({ tasks }: RunSnapshot): boolean {
  return tasks[0]?.stdout.endsWith('\n') === true;
}

async function stateOf(workspace: Parameters<typeof getRun>[0], runId: string): Promise<JsonObject> {
  const { state } = await getRun(workspace, runId);
  return state as JsonObject;
}

for (const { way, mark, prepared } of variants(WAYS)) {
  describe(`cancelling a run ${way}`, function () {
    this.timeout(60_000);
    const addWorkspace = useWorkspaceServer();
    before(prepared);

    it('ends its process with all children', async () => {
      const workspace = addWorkspace();
      workspace.putNotebook('/Shared/n', mark + SLOW);
      const runId = await submit(workspace, { tasks: [notebook('/Shared/n')] });
      const { tasks } = await workspace.waitForRun(runId, hasPrinted);
      const pids = [tasks[0]?.pid ?? 0, Number(tasks[0]?.stdout)];
      assert.deepEqual(pids.map(isAlive), [true, true]);

      const answer = await call(workspace, CANCEL, { run_id: runId });
      assert.deepEqual([answer.status, answer.body], [200, {}]);
      const ended = await workspace.runEnded(runId);
      assert.equal(ended.tasks[0]?.alive, false);
      await Promise.all(pids.map(gone));
      const state = await stateOf(workspace, runId);
      assert.deepEqual([state['life_cycle_state'], state['result_state']], ['TERMINATED', 'CANCELED']);
      assert.equal(state['user_cancelled_or_timedout'], true);
    });

    // Elsewhere such a process cannot be found: docs/quirks/workspace.md.
    if (process.platform === 'linux') {
      const DAEMON = 'print(subprocess.Popen(["sleep", "60"], start_new_session=True, env={}).pid)';
      const HIDING = [
        { name: 'ends at once', source: `${DAEMON}\ntime.sleep(60)` },
        { name: 'ignores SIGTERM', source: `signal.signal(signal.SIGTERM, signal.SIG_IGN)\n${DAEMON}\ntime.sleep(60)` },
        { name: 'has stopped its group', source: `${DAEMON}\nos.killpg(0, signal.SIGSTOP)` },
      ];
      for (const { name, source } of variants(HIDING)) {
        it(`ends children in their own session of a process that ${name}`, async () => {
          const workspace = addWorkspace();
          workspace.putNotebook('/Shared/n', `${mark}import os, signal, subprocess, time\n${source}`);
          const runId = await submit(workspace, { tasks: [notebook('/Shared/n')] });
          const { tasks } = await workspace.waitForRun(runId, hasPrinted);
          await call(workspace, CANCEL, { run_id: runId });
          await workspace.runEnded(runId);
          await Promise.all([tasks[0]?.pid ?? 0, Number(tasks[0]?.stdout)].map(gone));
        });
      }
    }

    it('answers at once, while a process that ignores SIGTERM is still there', async () => {
      const workspace = addWorkspace();
      workspace.putNotebook('/Shared/n', mark + STUBBORN);
      const runId = await submit(workspace, { tasks: [notebook('/Shared/n')] });
      await workspace.waitForRun(runId, hasPrinted);
      await call(workspace, CANCEL, { run_id: runId });
      const run = await getRun(workspace, runId);
      assert.deepEqual(run['status'], { state: 'TERMINATING' });
      assert.equal(workspace.runs()[0]?.tasks[0]?.alive, true);
      assert.equal((await workspace.runEnded(runId)).ending, 'canceled');
    });

    it('changes nothing once it has ended', async () => {
      const workspace = addWorkspace();
      workspace.putNotebook('/Shared/n', '');
      const runId = await submit(workspace, { tasks: [notebook('/Shared/n')] });
      await workspace.runEnded(runId);
      const answer = await call(workspace, CANCEL, { run_id: runId });
      assert.equal(answer.status, 200);
      assert.equal((await stateOf(workspace, runId))['result_state'], 'SUCCESS');
    });
  });
}

describe('a time limit', () => {
  const clock = new VirtualClock({ advance: 'manual' });
  const addWorkspace = useWorkspaceServer({ clock });

  const limits: readonly { name: string; run: JsonObject; task: JsonObject }[] = [
    { name: 'of the run', run: { timeout_seconds: 90 }, task: {} },
    { name: 'of the task', run: {}, task: { timeout_seconds: 90 } },
  ];
  for (const { name, run, task } of limits) {
    it(`${name} ends its processes`, async () => {
      const workspace = addWorkspace();
      workspace.putNotebook('/Shared/n', SLOW);
      const runId = await submit(workspace, { ...run, tasks: [notebook('/Shared/n', task)] });
      const { tasks } = await workspace.waitForRun(runId, hasPrinted);
      await clock.elapse(90_000);
      await workspace.runEnded(runId);
      await Promise.all([tasks[0]?.pid ?? 0, Number(tasks[0]?.stdout)].map(gone));

      const { state, status } = await getRun(workspace, runId);
      const { result_state, user_cancelled_or_timedout } = state as JsonObject;
      assert.deepEqual([result_state, user_cancelled_or_timedout], ['TIMEDOUT', true]);
      const { termination_details } = status as { termination_details: JsonObject };
      assert.equal(termination_details['code'], 'CANCELED');
    });
  }

  it('is forgotten when the run ends earlier', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/n', '');
    const task = notebook('/Shared/n', { timeout_seconds: 90 });
    await workspace.runEnded(await submit(workspace, { timeout_seconds: 80, tasks: [task] }));
    assert.equal(clock.sleeping, 0);
  });

  it('of a task leads to a retry only when the task says so', async () => {
    for (const { retry, attempts } of [
      { retry: false, attempts: 1 },
      { retry: true, attempts: 2 },
    ]) {
      const workspace = addWorkspace();
      workspace.putNotebook('/Shared/n', SLOW);
      const settings = { timeout_seconds: 70, max_retries: 1, retry_on_timeout: retry };
      const runId = await submit(workspace, { tasks: [notebook('/Shared/n', settings)] });
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        await clock.elapse(70_000);
      }
      const run = await workspace.runEnded(runId);
      assert.deepEqual(
        run.tasks.map(({ ending }) => ending),
        Array(attempts).fill('timedOut'),
      );
    }
  });
});

describe('the number of Python processes', () => {
  const addWorkspace = useWorkspaceServer({ maxPythonProcesses: 1 });

  it('is bounded, and who waits is pending', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/slow', SLOW);
    workspace.putNotebook('/Shared/n', '');
    const first = await submit(workspace, { tasks: [notebook('/Shared/slow')] });
    await workspace.waitForRun(first, hasPrinted);
    const second = await submit(workspace, { tasks: [notebook('/Shared/n')] });
    const third = await submit(workspace, { tasks: [notebook('/Shared/n')] });
    assert.deepEqual((await getRun(workspace, second))['status'], { state: 'PENDING' });

    await call(workspace, CANCEL, { run_id: third });
    assert.equal((await workspace.runEnded(third)).ending, 'canceled');
    await call(workspace, CANCEL, { run_id: first });
    assert.equal((await workspace.runEnded(second)).ending, 'success');
  });
});

describe('waiting for a run', () => {
  const addWorkspace = useWorkspaceServer();

  it('does not make others who wait look again', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/slow', SLOW);
    const runId = await submit(workspace, { tasks: [notebook('/Shared/slow')] });
    let looks = 0;
    const waiting = workspace.waitForRun(runId, () => {
      looks += 1;
      return false;
    });
    const before = looks;
    const ended = workspace.runEnded(runId);
    void workspace.waitForRun(runId, () => true);
    assert.equal(looks, before);

    await call(workspace, CANCEL, { run_id: runId });
    await assert.rejects(waiting, /ended before it met the condition/);
    assert.equal((await ended).ending, 'canceled');
  });
});
