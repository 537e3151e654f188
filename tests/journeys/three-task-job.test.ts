import assert from 'node:assert/strict';
import type { JsonObject } from '../../lib/core/lossless-json';
import { endingsOf, getRun, notebook } from '../kit/workspace/runs';
import { call, gone, idOf, useWorkspaceServer } from '../kit/workspace/stand-in';

const SLOW = 'import subprocess, time\nprint(subprocess.Popen(["sleep", "60"]).pid)\ntime.sleep(60)';

function after(key: string, on: string): JsonObject {
  return notebook(`/Shared/${key}`, { task_key: key, depends_on: [{ task_key: on }] });
}

describe('a job of three tasks', () => {
  const addWorkspace = useWorkspaceServer();

  it('fails in the middle, is cancelled during its repair, and is repaired to its end', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/train', 'dbutils.jobs.taskValues.set("auc", 0.9)');
    workspace.putNotebook('/Shared/check', 'raise ValueError("The holdout is empty.")');
    const read = 'dbutils.jobs.taskValues.get("train", "auc", debugValue=0)';
    workspace.putNotebook('/Shared/publish', `dbutils.notebook.exit((${read}, dbutils.widgets.get("auc")))`);
    const parameters = { base_parameters: { auc: '{{tasks.train.values.auc}}' } };
    const publish = {
      ...after('publish', 'check'),
      notebook_task: { notebook_path: '/Shared/publish', ...parameters },
    };
    const tasks = [notebook('/Shared/train', { task_key: 'train' }), after('check', 'train'), publish];
    const job = { job_id: BigInt(workspace.createJob({ name: 'release', tasks })) };
    const runId = idOf((await call(workspace, 'POST /api/2.2/jobs/run-now', job)).body);
    const states = async (): Promise<readonly unknown[]> => {
      const { state, status } = await getRun(workspace, runId);
      const { life_cycle_state, result_state } = state as JsonObject;
      const { state: newer, termination_details } = status as JsonObject;
      return [life_cycle_state, result_state, newer, (termination_details as JsonObject | undefined)?.['code']];
    };
    const repair = async (more: JsonObject = {}): Promise<JsonObject> => {
      const fields = { run_id: runId, rerun_all_failed_tasks: true, ...more };
      return (await call(workspace, 'POST /api/2.2/jobs/runs/repair', fields)).body;
    };

    const failed = await workspace.runEnded(runId);
    assert.deepEqual(endingsOf(failed), { train: 'success', check: 'failed', publish: 'upstreamFailed' });
    assert.deepEqual(await states(), ['INTERNAL_ERROR', 'FAILED', 'TERMINATED', 'RUN_EXECUTION_ERROR']);

    workspace.putNotebook('/Shared/check', SLOW);
    const { repair_id } = await repair();
    const active = await workspace.waitForRun(runId, (run) => run.tasks.some(({ stdout }) => stdout.endsWith('\n')));
    assert.deepEqual(await states(), ['RUNNING', undefined, 'RUNNING', undefined]);
    await call(workspace, 'POST /api/2.2/jobs/runs/cancel', { run_id: runId });
    await workspace.runEnded(runId);
    assert.deepEqual(await states(), ['TERMINATED', 'CANCELED', 'TERMINATED', 'USER_CANCELED']);
    const slow = active.tasks.find(({ stdout }) => stdout !== '');
    await Promise.all([slow?.pid ?? 0, Number(slow?.stdout)].map(gone));

    workspace.putNotebook('/Shared/check', '');
    await repair({ latest_repair_id: repair_id });
    const ended = await workspace.runEnded(runId);
    assert.deepEqual(endingsOf(ended), { train: 'success', check: 'success', publish: 'success' });
    assert.deepEqual(await states(), ['TERMINATED', 'SUCCESS', 'TERMINATED', 'SUCCESS']);
    const published = { run_id: ended.tasks.at(-1)?.runId };
    const { body } = await call(workspace, 'GET /api/2.2/jobs/runs/get-output', published);
    assert.deepEqual(body['notebook_output'], { result: "(0.9, '0.9')", truncated: false });
    assert.equal(ended.tasks.filter(({ taskKey }) => taskKey === 'train').length, 1);
  });
});
