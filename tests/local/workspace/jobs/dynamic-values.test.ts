import assert from 'node:assert/strict';
import { scalarText, type Json, type JsonObject } from '../../../../lib/core/lossless-json';
import { VirtualClock } from '../../../kit/virtual-clock';
import { endedRun, endingsOf, getRun, notebook, submit } from '../../../kit/workspace/runs';
import { call, idOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const PRINT_X = 'dbutils.notebook.exit(dbutils.widgets.get("x"))';
/** The widgets x0, x1 and so on. */
const PRINT_ALL = `
import json
given = dbutils.widgets.getAll()
numbers = range(sum(name.startswith("x") for name in given))
dbutils.notebook.exit(json.dumps([given[f"x{number}"] for number in numbers]))`;

describe('a reference in the parameters of a task', () => {
  const clock = new VirtualClock({ advance: 'manual' });
  const addWorkspace = useWorkspaceServer({ clock });

  const values: readonly { reference: string; value: (run: JsonObject) => Json | undefined }[] = [
    { reference: '{{job.id}}', value: ({ job_id }) => job_id },
    { reference: '{{job.run_id}}', value: ({ run_id }) => run_id },
    { reference: '{{run.id}}', value: ({ run_id }) => run_id },
    { reference: '{{parent_run_id}}', value: ({ run_id }) => run_id },
    { reference: '{{task.run_id}}', value: ({ tasks }) => (tasks as readonly JsonObject[])[1]?.['run_id'] },
    { reference: '{{job.name}}', value: () => 'nightly' },
    { reference: '{{ task.name }}', value: () => 'second' },
    { reference: '{{task.notebook_path}}', value: () => '/Shared/x' },
    { reference: '{{job.repair_count}}', value: () => 0 },
    { reference: '{{job.start_time.iso_date}}', value: () => new Date(clock.now()).toISOString().slice(0, 10) },
    { reference: '{{job.start_time.timestamp_ms}}', value: ({ start_time }) => start_time },
    { reference: '{{job.parameters.region}}', value: () => 'eu' },
    { reference: '{{job.parameters.day}}', value: () => new Date(clock.now()).toISOString().slice(0, 10) },
    { reference: '{{tasks.first.values.score}}', value: () => 0.5 },
    { reference: '{{tasks.first.values.list}}', value: () => '[1,2]' },
    { reference: '{{tasks.first.result_state}}', value: () => 'success' },
    { reference: '{{workspace.id}}', value: () => undefined },
    { reference: 'a {{job.parameters.region}} b {{task.name}}', value: () => 'a eu b second' },
    { reference: '{{secrets.of.others}}', value: () => '{{secrets.of.others}}' },
    { reference: '{{toString}}', value: () => '{{toString}}' },
    { reference: '{{constructor.name}}', value: () => '{{constructor.name}}' },
  ];
  describe('is replaced,', () => {
    let seen: readonly string[];
    let run: JsonObject;
    let orgId: string;

    before(async () => {
      const workspace = addWorkspace();
      ({ orgId } = workspace);
      workspace.putNotebook('/Shared/x', PRINT_ALL);
      const set = 'dbutils.jobs.taskValues.set("score", 0.5)\ndbutils.jobs.taskValues.set(key="list", value=[1, 2])';
      workspace.putNotebook('/Shared/first', set);
      const parameters = Object.fromEntries(values.map(({ reference }, number) => [`x${number}`, reference]));
      const second = { task_key: 'second', depends_on: [{ task_key: 'first' }], base_parameters: parameters };
      const jobId = workspace.createJob({
        name: 'nightly',
        parameters: [
          { name: 'region', default: 'eu' },
          { name: 'day', default: '{{job.start_time.iso_date}}' },
        ],
        tasks: [notebook('/Shared/first', { task_key: 'first' }), notebook('/Shared/x', second)],
      });
      const { body } = await call(workspace, 'POST /api/2.2/jobs/run-now', { job_id: BigInt(jobId) });
      const { output } = await endedRun(workspace, idOf(body));
      assert.equal(output['error'], undefined);
      const { result } = output['notebook_output'] as { result: string };
      seen = JSON.parse(result) as readonly string[];
      run = await getRun(workspace, idOf(body));
    });

    values.forEach(({ reference, value }, number) => {
      it(reference, () => assert.equal(seen[number], scalarText(value(run) ?? orgId)));
    });
  });

  const without: readonly { reference: string; where: 'task' | 'job' }[] = [
    { reference: '{{tasks.main.values.none}}', where: 'task' },
    { reference: '{{tasks.main.values.toString}}', where: 'task' },
    { reference: '{{job.parameters.toString}}', where: 'task' },
    { reference: '{{job.start_time.iso_dat}}', where: 'task' },
    { reference: '{{job.start_time.iso_dat}}', where: 'job' },
  ];
  for (const { reference, where } of without) {
    it(`without a value, as ${reference} in a parameter of the ${where}, fails the task and says which`, async () => {
      const workspace = addWorkspace();
      workspace.putNotebook('/Shared/x', PRINT_X);
      const jobId = workspace.createJob(
        where === 'task'
          ? { tasks: [notebook('/Shared/x', { base_parameters: { x: reference } })] }
          : { tasks: [notebook('/Shared/x')], parameters: [{ name: 'x', default: reference }] },
      );
      const { body } = await call(workspace, 'POST /api/2.2/jobs/run-now', { job_id: BigInt(jobId) });
      await workspace.runEnded(idOf(body));
      const { tasks } = await getRun(workspace, idOf(body));
      const [{ state, status }] = tasks as [{ state: JsonObject; status: { termination_details: JsonObject } }];
      assert.equal(state['state_message'], `The reference ${reference} has no value in this run.`);
      assert.equal(status.termination_details['code'], 'RESOURCE_NOT_FOUND');
    });
  }

  it('is shown with its value by include_resolved_values', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/x', PRINT_X);
    const task = notebook('/Shared/x', { base_parameters: { x: '{{task.name}}' } });
    const runId = await submit(workspace, { tasks: [task] });
    await workspace.runEnded(runId);
    const fields = { run_id: runId, include_resolved_values: true };
    const { body } = await call(workspace, 'GET /api/2.2/jobs/runs/get', fields);
    const [shown] = body['tasks'] as readonly JsonObject[];
    assert.deepEqual(shown?.['resolved_values'], { notebook_task: { base_parameters: { x: 'main' } } });
    assert.deepEqual(shown?.['notebook_task'], { notebook_path: '/Shared/x', base_parameters: { x: '{{task.name}}' } });
  });
});

describe('a task that is left out', () => {
  const addWorkspace = useWorkspaceServer();
  const chain = [
    notebook('/Shared/n', { task_key: 'a' }),
    notebook('/Shared/n', { task_key: 'b', depends_on: [{ task_key: 'a' }] }),
    notebook('/Shared/n', { task_key: 'c', depends_on: [{ task_key: 'b' }] }),
  ];

  it('because it is disabled does not keep others from running', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/n', '');
    const tasks = chain.map((task) => (task['task_key'] === 'b' ? { ...task, disabled: true } : task));
    const runId = await submit(workspace, { tasks });
    const run = await workspace.runEnded(runId);
    assert.deepEqual(endingsOf(run), { a: 'success', b: 'disabled', c: 'success' });
    assert.equal(run.ending, 'success');
    const { tasks: shown } = await getRun(workspace, runId);
    const { state, status } = (shown as readonly JsonObject[])[1] as {
      state: JsonObject;
      status: { termination_details: JsonObject };
    };
    assert.deepEqual([state['result_state'], status.termination_details['code']], ['DISABLED', 'DISABLED']);
  });

  it('because run-now names only others is not part of the run', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/n', '');
    const job = { job_id: BigInt(workspace.createJob({ tasks: chain })), only: ['a', 'c'] };
    const { body } = await call(workspace, 'POST /api/2.2/jobs/run-now', job);
    assert.deepEqual(endingsOf(await workspace.runEnded(idOf(body))), { a: 'success', c: 'success' });
  });
});
