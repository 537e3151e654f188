import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { readRun } from '../../../../lib/databricks/wire/run';
import { durationMs, resultStateNow, singleOutput } from '../../../../lib/runs/outcome/end-of-run';
import { failedTasks } from '../../../../lib/runs/outcome/failed-tasks';
import { reportFailure, type LogOutput } from '../../../../lib/runs/outcome/report-failure';
import { ScriptedService, START, type Answer } from '../../../kit/http/scripted-service';
import { RecordingHost } from '../../../kit/recording-host';
import { ended, FAILED, GET, OUTPUT, RUN_URL, runJson, RUNNING, SUCCEEDED, taskJson } from '../../../kit/run-json';

const TRACE = 'Traceback\nFile <command-77>:3, in f()\nValueError: hunter22';
const BROKEN = { error: 'ValueError: no rows, hunter22', error_trace: TRACE, logs: 'printed' };
const UPSTREAM_FAILED = { state: { life_cycle_state: 'TERMINATED', result_state: 'UPSTREAM_FAILED' } };

async function report(
  logOutput: LogOutput,
  run: JsonObject,
  output: Answer = BROKEN,
): Promise<{ lines: readonly string[]; error: string }> {
  const { workspace, clock } = new ScriptedService({ [OUTPUT]: output });
  const host = new RecordingHost({ clock, secret: 'hunter22' });
  const error = await reportFailure(readRun(run, '812'), { workspace, host, logOutput, notebookId: '55' });
  return { lines: host.lines, error: error.lines };
}

const ONE_TASK = runJson(FAILED, { tasks: [taskJson('main', FAILED)] });

describe('reportFailure', () => {
  it('shows error, cell and trace of a failed task', async () => {
    const { lines, error } = await report('errors', ONE_TASK);
    assert.equal(
      error,
      `Run 812 ended FAILED (task main: ValueError: no rows, ***).\nFix: Correct the cause named above — ${RUN_URL} (RUN_FAILED)`,
    );
    assert.deepEqual(lines, [
      'Task main: FAILED (RUN_EXECUTION_ERROR: Workload failed.)',
      'Task main: failed in cell 77, line 3 — https://adb-1.7.azuredatabricks.net/#notebook/55/command/77',
      'Trace of task main',
      ...TRACE.split('\n').map((line) => `  | ${line}`),
    ]);
  });

  it("adds what was printed last with 'tail'", async () => {
    assert.deepEqual((await report('tail', ONE_TASK)).lines.slice(-2), ['Last output of task main', '  | printed']);
  });

  it("shows no word of the notebook with 'none'", async () => {
    const { lines, error } = await report('none', ONE_TASK);
    assert.deepEqual(lines, ['Task main: FAILED']);
    assert.match(error, /^Run 812 ended FAILED \(RUN_EXECUTION_ERROR\)\./);
  });

  it('reports all the same when the output cannot be read', async () => {
    const { lines, error } = await report('errors', ONE_TASK, { status: 404 });
    assert.deepEqual(lines, ['Task main: FAILED (RUN_EXECUTION_ERROR: Workload failed.)']);
    assert.match(error, /^Run 812 ended FAILED \(RUN_EXECUTION_ERROR: Workload failed\.\)/);
  });

  const STEPS: readonly (readonly [state: JsonObject, fix: RegExp])[] = [
    [ended(['CLIENT_ERROR', 'CANCELED'], 'TIMEDOUT'), /\nFix: Raise /],
    [ended(['CLIENT_ERROR', 'USER_CANCELED'], 'CANCELED'), /Fix: Someone cancelled the run/],
    [ended(['SUCCESS', 'SUCCESS_WITH_FAILURES'], 'SUCCESS_WITH_FAILURES'), /does not count as a success/],
    [{ status: { state: 'TERMINATED' } }, /ended UNKNOWN .*\nFix: Find out on the run page/],
    [ended(['CLIENT_ERROR', 'CLUSTER_ERROR'], 'SOMETHING_NEW'), /ended SOMETHING_NEW .*\nFix: Correct the cause/],
  ];
  for (const [state, fix] of STEPS) {
    it(`names the next step after ${JSON.stringify(state)}`, async () => {
      assert.match((await report('errors', runJson(state))).error, fix);
    });
  }
});

describe('failedTasks', () => {
  it('puts those that ran first, and reads no output of the others', async () => {
    const service = new ScriptedService({ [OUTPUT]: BROKEN });
    const tasks = [
      taskJson('late', UPSTREAM_FAILED),
      taskJson('good', SUCCEEDED),
      taskJson('bad', FAILED, { run_id: 5 }),
    ];
    const failed = await failedTasks(readRun(runJson(FAILED, { tasks }), '812'), service.workspace);
    assert.deepEqual(
      failed.map(({ key, output }) => [key, output?.logs]),
      [
        ['bad', 'printed'],
        ['late', undefined],
      ],
    );
    assert.equal(service.to(OUTPUT).length, 1);
  });

  it('reads the outputs of ten tasks at most', async () => {
    const service = new ScriptedService({ [OUTPUT]: BROKEN });
    const tasks = Array.from({ length: 30 }, (_, index) => taskJson(`t${index}`, FAILED));
    assert.equal((await failedTasks(readRun(runJson(FAILED, { tasks }), '812'), service.workspace)).length, 30);
    assert.equal(service.to(OUTPUT).length, 10);
  });
});

describe('the end of a run', () => {
  it('has a duration only once it has come', () => {
    const lasting = (more: JsonObject): number | undefined => durationMs(readRun(runJson(SUCCEEDED, more), '812'));
    assert.deepEqual(
      [lasting({ end_time: START + 1500 }), lasting({}), lasting({ end_time: 0 })],
      [1500, undefined, undefined],
    );
    assert.equal(lasting({ start_time: 0, end_time: START }), undefined);
  });

  it('has an output only for a single task', async () => {
    const { workspace, clock } = new ScriptedService({ [OUTPUT]: BROKEN });
    const host = new RecordingHost({ clock });
    const outputOf = (count: number): Promise<unknown> =>
      singleOutput(
        readRun(
          runJson(SUCCEEDED, { tasks: Array.from({ length: count }, (_, index) => taskJson(`t${index}`, SUCCEEDED)) }),
          '812',
        ),
        { workspace, host },
      );
    assert.deepEqual([await outputOf(0), await outputOf(2)], [undefined, undefined]);
    assert.ok(await outputOf(1));
  });

  const NOW: readonly (readonly [answer: Answer, resultState: string])[] = [
    [runJson(FAILED), 'FAILED'],
    [runJson(RUNNING), 'UNKNOWN'],
    ['lost', 'UNKNOWN'],
    [{}, 'UNKNOWN'],
  ];
  for (const [answer, resultState] of NOW) {
    it(`is reported as ${resultState} after ${JSON.stringify(answer)}, within a second`, async () => {
      const { workspace, clock } = new ScriptedService({ [GET]: answer });
      assert.equal(await resultStateNow('812', workspace), resultState);
      assert.ok(clock.now() - START <= 1000);
    });
  }
});
