import assert from 'node:assert/strict';
import { AgentFixture, printing } from '../../kit/local-agent/agent-fixture';
import { LineWatch } from '../../kit/local-agent/line-watch';
import { VirtualClock } from '../../kit/virtual-clock';

/** Fails until this attempt, counting in a file of the job. */
const failingUntil = (attempt: number, failure: string): string => `
  const { appendFileSync, readFileSync } = require('node:fs');
  const path = process.env.AGENT_TEMPDIRECTORY + '/attempts';
  appendFileSync(path, 'x');
  const attempt = readFileSync(path, 'utf8').length;
  console.log('##vso[task.setvariable variable=attempt' + attempt + ';isoutput=true]x');
  if (attempt < ${attempt}) { ${failure} }`;

const REPORT_FAILURE = printing('##vso[task.complete result=Failed]no');

describe('retrying a step', () => {
  let fixture: AgentFixture;
  let clock: VirtualClock;
  beforeEach(() => {
    fixture = new AgentFixture();
    clock = new VirtualClock({ advance: 'manual' });
  });
  afterEach(() => fixture.dispose());

  for (const [behavior, failure] of [
    ['a reported failure', REPORT_FAILURE],
    ['an exit code', 'process.exitCode = 1;'],
  ] as const) {
    it(`runs the process again after ${behavior}, 1 s, 4 s and 9 s later, and keeps what each attempt set`, async () => {
      const running = fixture.run(
        { main: failingUntil(4, failure) },
        { job: { clock }, step: { retryCountOnTaskFailure: 5 } },
      );
      for (const delayMs of [1000, 4000, 9000]) {
        await clock.elapse(delayMs);
      }
      const result = await running;
      assert.equal(result.result, 'Succeeded');
      assert.equal(result.attempts, 4);
      assert.deepEqual(Object.keys(result.outputs), ['attempt1', 'attempt2', 'attempt3', 'attempt4']);
      assert.equal(result.issues.filter(({ type }) => type === 'warning').length, 3);
      assert.equal(result.issues.filter(({ type }) => type === 'error').length, 0);
    });
  }

  it('gives up when no retry is left', async () => {
    const running = fixture.run({ main: REPORT_FAILURE }, { job: { clock }, step: { retryCountOnTaskFailure: 1 } });
    await clock.elapse(1000);
    const result = await running;
    assert.equal(result.result, 'Failed');
    assert.equal(result.attempts, 2);
  });

  it('does not happen after issues, or when nobody asked', async () => {
    const issues = await fixture.run(
      { main: printing('##vso[task.complete result=SucceededWithIssues]') },
      { step: { retryCountOnTaskFailure: 3 } },
    );
    assert.equal(issues.attempts, 1);
    assert.equal((await fixture.run({ main: REPORT_FAILURE })).attempts, 1);
  });

  it('stops at ten, with a warning', async () => {
    const running = fixture.run({ main: REPORT_FAILURE }, { job: { clock }, step: { retryCountOnTaskFailure: 99 } });
    for (let retry = 1; retry <= 10; retry += 1) {
      await clock.elapse(retry ** 2 * 1000);
    }
    const result = await running;
    assert.equal(result.attempts, 11);
    assert.match(result.issues[0]?.message ?? '', /limited to 10/);
  });

  it('does not happen after a cancellation during the process or the pause', async () => {
    const cancel = new AbortController();
    const lines = new LineWatch();
    const job = fixture.job({ clock, onLine: lines.onLine });
    const running = job.runStep(
      { taskFolder: fixture.task({ main: REPORT_FAILURE }), retryCountOnTaskFailure: 3 },
      { signal: cancel.signal },
    );
    await lines.seen(
      '##[warning]RetryHelper encountered task failure, will retry (attempt #: 1 out of 3) after 1000 ms',
    );
    cancel.abort();
    const result = await running;
    assert.equal(result.result, 'Canceled');
    assert.equal(result.attempts, 1);
  });

  it('does not happen after a timeout, which counts from the first attempt', async () => {
    const lines = new LineWatch();
    const job = fixture.job({ clock, onLine: lines.onLine });
    const running = job.runStep({
      taskFolder: fixture.task({ main: REPORT_FAILURE }),
      retryCountOnTaskFailure: 3,
      timeoutMs: 500,
    });
    await lines.seen(
      '##[warning]RetryHelper encountered task failure, will retry (attempt #: 1 out of 3) after 1000 ms',
    );
    await clock.elapse(500);
    const result = await running;
    assert.equal(result.result, 'Failed');
    assert.equal(result.attempts, 1);
  });
});
