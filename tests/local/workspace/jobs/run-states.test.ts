import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { endedRun, getRun, notebook, submit } from '../../../kit/workspace/runs';
import { call, errorOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const FAILED = 'Workload failed, see run output for details';

describe('the state of a run', () => {
  const addWorkspace = useWorkspaceServer();

  it('tells success in both vocabularies', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/n', '');
    const runId = await submit(workspace, { run_name: 'train', tasks: [notebook('/Shared/n')] });
    await workspace.runEnded(runId);
    const { state, status, ...run } = await getRun(workspace, runId);
    assert.deepEqual(state, {
      life_cycle_state: 'TERMINATED',
      result_state: 'SUCCESS',
      state_message: '',
      user_cancelled_or_timedout: false,
    });
    const details = { type: 'SUCCESS', code: 'SUCCESS', message: '' };
    assert.deepEqual(status, { state: 'TERMINATED', termination_details: details });
    assert.deepEqual([run['run_name'], run['run_type']], ['train', 'SUBMIT_RUN']);
    assert.equal(run['creator_user_name'], workspace.identity.userName);
  });

  it('calls a run with a failed task an internal error in the older pair only', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/n', 'raise ValueError("boom")');
    const runId = await submit(workspace, { tasks: [notebook('/Shared/n')] });
    await workspace.runEnded(runId);
    const { state, status, tasks } = await getRun(workspace, runId);
    const message = `Task main failed with message: ${FAILED}.`;
    assert.deepEqual(state, {
      life_cycle_state: 'INTERNAL_ERROR',
      result_state: 'FAILED',
      state_message: message,
      user_cancelled_or_timedout: false,
    });
    const details = { type: 'CLIENT_ERROR', code: 'RUN_EXECUTION_ERROR', message };
    assert.deepEqual(status, { state: 'TERMINATED', termination_details: details });
    const [task] = tasks as [{ state: JsonObject }];
    assert.deepEqual([task.state['life_cycle_state'], task.state['state_message']], ['TERMINATED', FAILED]);
  });

  it('shows a run at work, without an end', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/n', 'import time\nprint("up")\ntime.sleep(60)');
    const runId = await submit(workspace, { tasks: [notebook('/Shared/n')] });
    await workspace.waitForRun(runId, ({ tasks }) => tasks[0]?.stdout === 'up\n');
    const run = await getRun(workspace, runId);
    assert.deepEqual(run['status'], { state: 'RUNNING' });
    assert.equal((run['state'] as JsonObject)['life_cycle_state'], 'RUNNING');
    assert.deepEqual([run['end_time'], run['run_duration']], [0, undefined]);

    const output = await call(workspace, 'GET /api/2.2/jobs/runs/get-output', {
      run_id: (run['tasks'] as readonly JsonObject[])[0]?.['run_id'],
    });
    assert.deepEqual(output.body['notebook_output'], {});
  });

  it('has ids beyond 2^53 that no double holds, and a page that names them', async () => {
    const workspace = addWorkspace();
    const runId = await submit(workspace, { tasks: [notebook('/Shared/none')] });
    const run = await getRun(workspace, runId);
    const [task] = run['tasks'] as [JsonObject];
    for (const id of [run['run_id'], run['job_id'], task['run_id']]) {
      assert.ok(typeof id === 'bigint' && BigInt(Number(id)) !== id);
    }
    const page = `${workspace.host}/?o=${workspace.orgId}#job/${run['job_id'] as bigint}/run`;
    assert.equal(run['run_page_url'], `${page}/${runId}`);
    assert.equal(task['run_page_url'], `${page}/${task['run_id'] as bigint}`);
  });

  it('is available by the run ID of a task too', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/n', '');
    const { run, output } = await endedRun(workspace, await submit(workspace, { tasks: [notebook('/Shared/n')] }));
    const task = await getRun(workspace, run.tasks[0]?.runId ?? '');
    assert.equal(task['task_key'], 'main');
    assert.deepEqual(output['metadata'], task);
  });

  const refused: readonly { name: string; endpoint: string }[] = [
    { name: 'the state', endpoint: 'GET /api/2.2/jobs/runs/get' },
    { name: 'the output', endpoint: 'GET /api/2.2/jobs/runs/get-output' },
    { name: 'the cancellation', endpoint: 'POST /api/2.2/jobs/runs/cancel' },
  ];
  for (const { name, endpoint } of refused) {
    it(`refuses ${name} of a run that does not exist with 400`, async () => {
      const answer = await call(addWorkspace(), endpoint, { run_id: 12 });
      assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
      assert.equal(answer.body['message'], 'Run 12 does not exist.');
    });
  }

  for (const keys of [['a'], ['a', 'b']]) {
    it(`has no output, only its ${keys.length} task runs have`, async () => {
      const workspace = addWorkspace();
      const tasks = keys.map((key) => notebook('/Shared/none', { task_key: key }));
      const runId = await submit(workspace, { tasks });
      const answer = await call(workspace, 'GET /api/2.2/jobs/runs/get-output', { run_id: runId });
      assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
      assert.match(answer.body['message'] as string, /multiple tasks is not supported/);
    });
  }
});
