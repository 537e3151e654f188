import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { endedRun, getRun, notebook, pythonFile } from '../../../kit/workspace/runs';
import { call, errorOf, idOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const RUN_NOW = 'POST /api/2.2/jobs/run-now';
const PRINT_ALL = 'dbutils.notebook.exit(sorted(dbutils.widgets.getAll().items()))';

describe('a job', () => {
  const addWorkspace = useWorkspaceServer();

  it('is what was created, with the defaults of the service', async () => {
    const workspace = addWorkspace();
    const settings = { name: 'train', tasks: [notebook('/Shared/n')], tags: { team: 'ml' } };
    const created = await call(workspace, 'POST /api/2.2/jobs/create', settings);
    const { body } = await call(workspace, 'GET /api/2.2/jobs/get', { job_id: created.body['job_id'] });
    assert.equal(body['job_id'], created.body['job_id']);
    assert.equal(body['creator_user_name'], workspace.identity.userName);
    const tasks = [{ task_key: 'main', notebook_task: { notebook_path: '/Shared/n' } }];
    assert.deepEqual(body['settings'], { ...settings, tasks, max_concurrent_runs: 1, format: 'MULTI_TASK' });
  });

  it('is gone once deleted', async () => {
    const workspace = addWorkspace();
    const fields = { job_id: BigInt(workspace.createJob({ tasks: [notebook('/Shared/n')] })) };
    assert.deepEqual((await call(workspace, 'POST /api/2.2/jobs/delete', fields)).body, {});
    for (const endpoint of ['GET /api/2.2/jobs/get', 'POST /api/2.2/jobs/delete', RUN_NOW]) {
      const answer = await call(workspace, endpoint, fields);
      assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
      assert.equal(answer.body['message'], `Job ${fields.job_id} does not exist.`);
    }
  });

  it('may share its name with others and is found by it in any case', async () => {
    const workspace = addWorkspace();
    const [first, second] = ['Train', 'train'].map((name) =>
      workspace.createJob({ name, tasks: [notebook('/Shared/n')] }),
    );
    workspace.createJob({ name: 'train 2', tasks: [notebook('/Shared/n')] });
    const { body } = await call(workspace, 'GET /api/2.2/jobs/list', { name: 'TRAIN' });
    const jobs = body['jobs'] as readonly JsonObject[];
    assert.deepEqual(jobs.map(idOf), [second, first]);
    assert.deepEqual(jobs[0]?.['settings'], { name: 'train', max_concurrent_runs: 1, format: 'MULTI_TASK' });
  });
});

describe('run-now', () => {
  const addWorkspace = useWorkspaceServer();

  async function runNow(workspace: Workspace, settings: JsonObject, fields: JsonObject) {
    const jobId = workspace.createJob(settings);
    const { status, body } = await call(workspace, RUN_NOW, { job_id: BigInt(jobId), ...fields });
    assert.equal(status, 200, JSON.stringify(body['message']));
    return endedRun(workspace, idOf(body));
  }

  const effective: readonly { name: string; settings: JsonObject; fields: JsonObject; result: string }[] = [
    {
      name: 'puts notebook_params over those of the task',
      settings: { tasks: [notebook('/Shared/n', { base_parameters: { a: '1', b: '1' } })] },
      fields: { notebook_params: { b: '2' } },
      result: "[('a', '1'), ('b', '2')]",
    },
    {
      name: 'hands job parameters with their defaults to a notebook',
      settings: {
        tasks: [notebook('/Shared/n', { base_parameters: { a: '1' } })],
        parameters: [
          { name: 'a', default: '2' },
          { name: 'b', default: '2' },
        ],
      },
      fields: { job_parameters: { b: '3' } },
      result: "[('a', '2'), ('b', '3')]",
    },
  ];
  for (const { name, settings, fields, result } of effective) {
    it(name, async () => {
      const workspace = addWorkspace();
      workspace.putNotebook('/Shared/n', PRINT_ALL);
      const { output } = await runNow(workspace, settings, fields);
      assert.deepEqual(output['notebook_output'], { result, truncated: false });
    });
  }

  it('replaces the parameters of a Python file', async () => {
    const workspace = addWorkspace();
    workspace.putFile('/Shared/a.py', 'import sys; print(sys.argv[1:])');
    const settings = { tasks: [pythonFile('/Shared/a.py', ['old'])] };
    const { output } = await runNow(workspace, settings, { python_params: ['new', 'er'] });
    assert.equal(output['logs'], "['new', 'er']\n");
  });

  const PLAIN = { tasks: [notebook('/Shared/n')] };
  const PARAMETERIZED = { ...PLAIN, parameters: [{ name: 'a', default: '1' }] };
  const refused: readonly { name: string; settings: JsonObject; fields: JsonObject; message: RegExp }[] = [
    {
      name: 'task parameters of a job that defines its own',
      settings: PARAMETERIZED,
      fields: { notebook_params: { a: '2' } },
      message: /takes job_parameters and not notebook_params/,
    },
    {
      name: 'job parameters of a job that defines none',
      settings: PLAIN,
      fields: { job_parameters: { a: '2' } },
      message: /does not define job parameters/,
    },
    {
      name: 'parameters of another type of task',
      settings: PLAIN,
      fields: { python_params: ['a'] },
      message: /No task of job \d+ takes python_params/,
    },
    {
      name: 'more than 10,000 bytes of parameters',
      settings: PLAIN,
      fields: { notebook_params: { a: 'x'.repeat(10_000) } },
      message: /must not exceed 10000 bytes, but has 10008/,
    },
    {
      name: 'a part that the job does not have',
      settings: PLAIN,
      fields: { only: ['other'] },
      message: /Job \d+ has no task other/,
    },
  ];
  for (const { name, settings, fields, message } of refused) {
    it(`refuses ${name}`, async () => {
      const workspace = addWorkspace();
      const jobId = workspace.createJob(settings);
      const answer = await call(workspace, RUN_NOW, { job_id: BigInt(jobId), ...fields });
      assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
      assert.match(answer.body['message'] as string, message);
      assert.deepEqual(workspace.runs(), []);
    });
  }

  const SLOW = 'import time\nprint("up")\ntime.sleep(60)';

  it('skips a run too many', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/n', SLOW);
    const fields = { job_id: BigInt(workspace.createJob(PLAIN)) };
    await call(workspace, RUN_NOW, fields);
    const second = await call(workspace, RUN_NOW, fields);
    assert.equal(second.status, 200);
    const { state, status } = await getRun(workspace, idOf(second.body));
    const { life_cycle_state, result_state } = state as JsonObject;
    assert.deepEqual([life_cycle_state, result_state], ['SKIPPED', 'MAXIMUM_CONCURRENT_RUNS_REACHED']);
    const details = (status as { termination_details: JsonObject }).termination_details;
    assert.equal(details['code'], 'MAX_CONCURRENT_RUNS_EXCEEDED');
  });

  for (const { name, settings, fields } of [
    { name: 'the job', settings: { ...PLAIN, queue: { enabled: true } }, fields: {} },
    { name: 'the call', settings: PLAIN, fields: { queue: { enabled: true } } },
  ]) {
    it(`queues a run too many when ${name} says so, and starts it afterwards`, async () => {
      const workspace = addWorkspace();
      workspace.putNotebook('/Shared/n', SLOW);
      const job = { job_id: BigInt(workspace.createJob(settings)), ...fields };
      const first = idOf((await call(workspace, RUN_NOW, job)).body);
      const second = idOf((await call(workspace, RUN_NOW, job)).body);
      const { state, status } = await getRun(workspace, second);
      assert.equal((state as JsonObject)['life_cycle_state'], 'QUEUED');
      const details = (status as { queue_details: JsonObject }).queue_details;
      assert.equal(details['code'], 'MAX_CONCURRENT_RUNS_REACHED');

      await call(workspace, 'POST /api/2.2/jobs/runs/cancel', { run_id: first });
      await workspace.waitForRun(second, ({ tasks }) => tasks[0]?.stdout === 'up\n');
    });
  }

  it('lets a queued run be cancelled', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/n', SLOW);
    const job = { job_id: BigInt(workspace.createJob({ ...PLAIN, queue: { enabled: true } })) };
    await call(workspace, RUN_NOW, job);
    const second = idOf((await call(workspace, RUN_NOW, job)).body);
    await call(workspace, 'POST /api/2.2/jobs/runs/cancel', { run_id: second });
    const run = await workspace.runEnded(second);
    assert.deepEqual([run.ending, run.tasks[0]?.pid], ['canceled', undefined]);
  });
});
