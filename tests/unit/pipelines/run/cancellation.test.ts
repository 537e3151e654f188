import assert from 'node:assert/strict';
import { pretendRun } from '../../../kit/pipelines/pretend-run';
import { VirtualClock } from '../../../kit/virtual-clock';

const TEXT = `
stages:
- stage: one
  jobs:
  - job: a
    timeoutInMinutes: 30
    cancelTimeoutInMinutes: 2
    steps:
    - checkout: none
    - script: work
    - script: more
    - { script: tidy, condition: always() }
    - { script: undo, condition: canceled() }
  - { job: next, dependsOn: a, steps: [{ script: next }] }
- stage: two
  jobs: [{ job: b, steps: [{ script: two }] }]
- stage: clean
  dependsOn: two
  condition: always()
  jobs: [{ job: c, condition: always(), steps: [{ script: clean }] }]
`;
const scriptsOf = (ran: readonly string[]): readonly string[] =>
  ran.map((path) => path.split('/').at(-1) ?? '').filter((script) => !script.startsWith('checkout'));

describe('the cancellation of a run', () => {
  it('ends the step that runs, and runs what asks for it', async () => {
    const cancel = new AbortController();
    const scripts = { work: { hangs: true as const, act: () => cancel.abort() } };
    const { ran, results, result } = await pretendRun(TEXT, { scripts, cancel: cancel.signal });
    assert.deepEqual(scriptsOf(ran), ['work', 'tidy', 'undo', 'clean']);
    assert.equal(results['one/a'], 'Canceled');
    assert.equal(results['one/next'], 'Canceled');
    assert.equal(results['two'], 'Canceled');
    assert.equal(results['clean'], 'Succeeded', 'it starts after the cancellation');
    assert.equal(result, 'Canceled');
  });

  it('lets a step go on that runs always', async () => {
    const cancel = new AbortController();
    const clock = new VirtualClock({ advance: 'manual' });
    let isAborted: boolean | undefined;
    const scripts = {
      tidy: { act: () => cancel.abort() },
      undo: { act: () => (isAborted = cancel.signal.aborted) },
    };
    const { results } = await pretendRun(TEXT, { scripts, cancel: cancel.signal, clock });
    assert.equal(results['one/a/CmdLine2'], 'Succeeded');
    assert.equal(isAborted, true);
  });

  it('ends everything when the time for it is over', async () => {
    const cancel = new AbortController();
    const clock = new VirtualClock({ advance: 'manual' });
    const scripts = {
      work: { hangs: true as const, act: () => cancel.abort() },
      tidy: { hangs: true as const, act: () => setImmediate(() => clock.advance(2 * 60_000)) },
    };
    const { ran, results, reasons } = await pretendRun(TEXT, { scripts, cancel: cancel.signal, clock });
    assert.deepEqual(scriptsOf(ran), ['work', 'tidy', 'clean']);
    assert.equal(results['one/a/CmdLine3'], 'Canceled');
    assert.equal(reasons['one/a/CmdLine3'], 'the job was ended');
    assert.equal(clock.sleeping, 0);
  });

  it('ends at once when it is asked for twice', async () => {
    const cancel = new AbortController();
    const kill = new AbortController();
    const scripts = {
      work: { hangs: true as const, act: () => cancel.abort() },
      tidy: { hangs: true as const, act: () => setImmediate(() => kill.abort()) },
    };
    const { ran, result } = await pretendRun(TEXT, { scripts, cancel: cancel.signal, kill: kill.signal });
    assert.deepEqual(scriptsOf(ran), ['work', 'tidy']);
    assert.equal(result, 'Canceled');
  });

  it('comes to a job that runs longer than it may, and not to the others', async () => {
    const clock = new VirtualClock({ advance: 'manual' });
    const scripts = { work: { hangs: true as const, act: () => setImmediate(() => clock.advance(30 * 60_000)) } };
    const { ran, results, notes } = await pretendRun(TEXT, { scripts, clock });
    assert.deepEqual(scriptsOf(ran), ['work', 'tidy', 'undo', 'clean']);
    assert.equal(results['one/a'], 'Canceled');
    assert.equal(results['one/next'], 'Skipped');
    assert.deepEqual(notes, ['the job ran longer than 30 minutes and was canceled']);
    assert.equal(clock.sleeping, 0);
  });
});
