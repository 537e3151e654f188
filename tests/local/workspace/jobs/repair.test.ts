import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { RunSnapshot } from '../../../../local/workspace/jobs/runs/run-snapshot';
import type { Workspace } from '../../../../local/workspace/workspace';
import { endingsOf, getRun, notebook } from '../../../kit/workspace/runs';
import { answered, call, errorOf, idOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const REPAIR = 'POST /api/2.2/jobs/runs/repair';

function task(key: string, after: readonly string[] = [], more: JsonObject = {}): JsonObject {
  return notebook(`/Shared/${key}`, { task_key: key, depends_on: after.map((each) => ({ task_key: each })), ...more });
}

describe('repairing a run', () => {
  const addWorkspace = useWorkspaceServer();

  /** A run of three tasks in a row, of which the middle one failed, and which would succeed now. */
  async function failedRun(): Promise<{ workspace: Workspace; runId: string }> {
    const workspace = addWorkspace();
    ['a', 'c'].forEach((key) => workspace.putNotebook(`/Shared/${key}`, ''));
    workspace.putNotebook('/Shared/b', 'raise ValueError("boom")');
    const jobId = workspace.createJob({ name: 'chain', tasks: [task('a'), task('b', ['a']), task('c', ['b'])] });
    const { body } = await call(workspace, 'POST /api/2.2/jobs/run-now', { job_id: BigInt(jobId) });
    const runId = idOf(body);
    await workspace.runEnded(runId);
    workspace.putNotebook('/Shared/b', '');
    return { workspace, runId };
  }

  async function repaired(workspace: Workspace, runId: string, fields: JsonObject): Promise<JsonObject> {
    const { status, body } = await call(workspace, REPAIR, { run_id: runId, ...fields });
    assert.equal(status, 200, JSON.stringify(body['message']));
    return body;
  }

  const choices: readonly { name: string; fields: JsonObject; endings: Record<string, string>; ran: string[] }[] = [
    {
      name: 'runs what failed and what was skipped because of it',
      fields: { rerun_all_failed_tasks: true },
      endings: { a: 'success', b: 'success', c: 'success' },
      ran: ['b', 'c'],
    },
    {
      name: 'runs only the tasks it names',
      fields: { rerun_tasks: ['b'] },
      endings: { a: 'success', b: 'success', c: 'upstreamFailed' },
      ran: ['b'],
    },
    {
      name: 'runs what depends on them as well when asked, whether it failed or not',
      fields: { rerun_tasks: ['a'], rerun_dependent_tasks: true },
      endings: { a: 'success', b: 'success', c: 'success' },
      ran: ['a', 'b', 'c'],
    },
  ];
  for (const { name, fields, endings, ran } of choices) {
    it(name, async () => {
      const { workspace, runId } = await failedRun();
      await repaired(workspace, runId, fields);
      const run = await workspace.runEnded(runId);
      assert.deepEqual(endingsOf(run), endings);
      assert.deepEqual(
        run.tasks.filter(({ attemptNumber }) => attemptNumber === 1).map(({ taskKey }) => taskKey),
        ran,
      );
    });
  }

  it('makes the same run active again and then successful, in both vocabularies', async () => {
    const { workspace, runId } = await failedRun();
    workspace.putNotebook('/Shared/b', 'print("up")\nimport time\ntime.sleep(60)');
    const { repair_id } = await repaired(workspace, runId, { rerun_all_failed_tasks: true });
    await workspace.waitForRun(runId, ({ tasks }) => tasks.some(({ stdout }) => stdout === 'up\n'));
    const active = await getRun(workspace, runId);
    assert.equal((active['state'] as JsonObject)['life_cycle_state'], 'RUNNING');
    assert.deepEqual(active['status'], { state: 'RUNNING' });

    await call(workspace, 'POST /api/2.2/jobs/runs/cancel', { run_id: runId });
    await workspace.runEnded(runId);
    workspace.putNotebook('/Shared/b', '');
    await repaired(workspace, runId, { rerun_all_failed_tasks: true, latest_repair_id: repair_id });
    await workspace.runEnded(runId);
    const { state, status } = await getRun(workspace, runId);
    const { life_cycle_state, result_state } = state as JsonObject;
    assert.deepEqual([life_cycle_state, result_state], ['TERMINATED', 'SUCCESS']);
    assert.equal((status as { termination_details: JsonObject }).termination_details['code'], 'SUCCESS');
  });

  describe('of a job that queues its runs', () => {
    const SLOW = 'print("up")\nimport time\ntime.sleep(60)';
    const isUp = ({ tasks }: RunSnapshot) => tasks.at(-1)?.stdout === 'up\n';
    let workspace: Workspace;
    let failed = '';

    async function runNow(): Promise<string> {
      const [job] = (await answered(workspace, 'GET /api/2.2/jobs/list'))['jobs'] as [JsonObject];
      return idOf(await answered(workspace, 'POST /api/2.2/jobs/run-now', { job_id: job['job_id'] }));
    }

    async function cancel(runId: string): Promise<void> {
      await answered(workspace, 'POST /api/2.2/jobs/runs/cancel', { run_id: runId });
    }

    async function phases(): Promise<readonly unknown[]> {
      const { runs } = await answered(workspace, 'GET /api/2.2/jobs/runs/list');
      return (runs as readonly { status: JsonObject }[]).map(({ status }) => status['state']);
    }

    beforeEach(async () => {
      workspace = addWorkspace();
      workspace.createJob({ tasks: [task('a')], queue: { enabled: true } });
      workspace.putNotebook('/Shared/a', 'raise ValueError("boom")');
      failed = await runNow();
      await workspace.runEnded(failed);
      workspace.putNotebook('/Shared/a', SLOW);
    });

    it('keeps later runs waiting, and lets the first of them start when it has ended', async () => {
      await repaired(workspace, failed, { rerun_all_failed_tasks: true });
      await workspace.waitForRun(failed, isUp);
      const [second, third] = [await runNow(), await runNow()];
      assert.deepEqual(await phases(), ['QUEUED', 'QUEUED', 'RUNNING']);
      await cancel(failed);
      await workspace.waitForRun(second, isUp);
      assert.deepEqual(await phases(), ['QUEUED', 'RUNNING', 'TERMINATED']);
      await cancel(second);
      await workspace.waitForRun(third, isUp);
    });

    it('lets nothing start while another run is active', async () => {
      await workspace.waitForRun(await runNow(), isUp);
      workspace.putNotebook('/Shared/a', '');
      await repaired(workspace, failed, { rerun_all_failed_tasks: true });
      await runNow();
      await workspace.runEnded(failed);
      assert.deepEqual(await phases(), ['QUEUED', 'RUNNING', 'TERMINATED']);
    });
  });

  it('is in the history, which only include_history shows', async () => {
    const { workspace, runId } = await failedRun();
    const { repair_id } = await repaired(workspace, runId, { rerun_all_failed_tasks: true });
    await workspace.runEnded(runId);
    assert.equal((await getRun(workspace, runId))['repair_history'], undefined);
    const fields = { run_id: runId, include_history: true };
    const { body } = await call(workspace, 'GET /api/2.2/jobs/runs/get', fields);
    const history = body['repair_history'] as readonly JsonObject[];
    assert.deepEqual(
      history.map(({ type, id, state }) => [type, id, (state as JsonObject)['result_state']]),
      [
        ['ORIGINAL', undefined, 'FAILED'],
        ['REPAIR', repair_id, 'SUCCESS'],
      ],
    );
    const tasks = body['tasks'] as readonly JsonObject[];
    assert.deepEqual(
      history.map(({ task_run_ids }) => (task_run_ids as readonly bigint[]).length),
      [3, 2],
    );
    assert.equal(tasks.length, 5);
  });

  it('takes the tasks of the job as they are now', async () => {
    const { workspace, runId } = await failedRun();
    workspace.putNotebook('/Shared/other', 'dbutils.notebook.exit("other")');
    const run = await getRun(workspace, runId);
    const moved = notebook('/Shared/other', { task_key: 'b', depends_on: [{ task_key: 'a' }] });
    const settings = { name: 'chain', tasks: [task('a'), moved, task('c', ['b'])] };
    const reset = { job_id: run['job_id'], new_settings: settings };
    assert.equal((await call(workspace, 'POST /api/2.2/jobs/reset', reset)).status, 200);
    await repaired(workspace, runId, { rerun_tasks: ['b'] });
    const { tasks } = await workspace.runEnded(runId);
    const output = await call(workspace, 'GET /api/2.2/jobs/runs/get-output', { run_id: tasks.at(-1)?.runId });
    assert.deepEqual(output.body['notebook_output'], { result: 'other', truncated: false });
  });

  const refused: readonly { name: string; fields: JsonObject; message: RegExp }[] = [
    { name: 'no choice of tasks', fields: {}, message: /Exactly one of rerun_tasks and rerun_all_failed_tasks/ },
    {
      name: 'two choices of tasks',
      fields: { rerun_tasks: ['b'], rerun_all_failed_tasks: true },
      message: /Exactly one of rerun_tasks and rerun_all_failed_tasks/,
    },
    { name: 'a task that is not there', fields: { rerun_tasks: ['z'] }, message: /has no task z/ },
    {
      name: 'the id of a repair that never was',
      fields: { rerun_tasks: ['b'], latest_repair_id: 7 },
      message: /latest_repair_id 7 does not fit/,
    },
  ];
  describe('refuses', () => {
    let failed: Awaited<ReturnType<typeof failedRun>>;
    before(async () => {
      failed = await failedRun();
    });

    for (const { name, fields, message } of refused) {
      it(name, async () => {
        const { workspace, runId } = failed;
        const answer = await call(workspace, REPAIR, { run_id: runId, ...fields });
        assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
        assert.match(answer.body['message'] as string, message);
      });
    }
  });

  it('refuses a second repair that does not name the first', async () => {
    const { workspace, runId } = await failedRun();
    await repaired(workspace, runId, { rerun_tasks: ['b'] });
    await workspace.runEnded(runId);
    const answer = await call(workspace, REPAIR, { run_id: runId, rerun_tasks: ['c'] });
    assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
    assert.match(answer.body['message'] as string, /latest_repair_id is missing and does not fit/);
  });

  it('refuses a run that is still active, and one without failed tasks', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/a', 'print("up")\nimport time\ntime.sleep(60)');
    const { body } = await call(workspace, 'POST /api/2.2/jobs/runs/submit', { tasks: [task('a')] });
    await workspace.waitForRun(idOf(body), ({ tasks }) => tasks[0]?.stdout === 'up\n');
    const active = await call(workspace, REPAIR, { run_id: idOf(body), rerun_tasks: ['a'] });
    assert.deepEqual(errorOf(active), [400, 'INVALID_STATE']);

    workspace.putNotebook('/Shared/b', '');
    const good = await call(workspace, 'POST /api/2.2/jobs/runs/submit', { tasks: [task('b')] });
    await workspace.runEnded(idOf(good.body));
    const answer = await call(workspace, REPAIR, { run_id: idOf(good.body), rerun_all_failed_tasks: true });
    assert.match(answer.body['message'] as string, /has no failed tasks/);
  });
});
