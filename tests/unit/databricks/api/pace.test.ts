import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { Pace } from '../../../../lib/databricks/api/pace';
import { VirtualClock } from '../../../kit/virtual-clock';

interface Limit {
  readonly perSecond: number;
  /** How many may come at once. */
  readonly burst: number;
}

interface Outcome {
  readonly seconds: number;
  readonly throttled: number;
}

const LANES = 16;
const LATENCY_MS = 100;
const STEP_MS = 5;

/** As many requests as fast as the pace allows, each again until it is accepted. */
async function sending(count: number, limit: Limit | undefined): Promise<Outcome> {
  const clock = new VirtualClock({ advance: 'manual' });
  const pace = new Pace(clock);
  let tokens = limit?.burst ?? 0;
  let filledAt = 0;
  const accepts = (): boolean => {
    if (limit === undefined) {
      return true;
    }
    tokens = Math.min(limit.burst, tokens + ((clock.now() - filledAt) / 1000) * limit.perSecond);
    filledAt = clock.now();
    const isAccepted = tokens >= 1;
    tokens -= isAccepted ? 1 : 0;
    return isAccepted;
  };
  let left = count;
  const state = { running: LANES };
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      for (;;) {
        await pace.turn();
        await clock.sleep(LATENCY_MS / 2);
        const status = accepts() ? 200 : 429;
        await clock.sleep(LATENCY_MS / 2);
        pace.hear({ status, headers: { 'retry-after': '1' }, body: '' });
        if (status === 200) {
          break;
        }
        await clock.sleep(1000);
      }
    }
    state.running -= 1;
  };
  const lanes = Array.from({ length: LANES }, lane);
  while (state.running > 0) {
    await turn();
    clock.advance(STEP_MS);
  }
  await Promise.all(lanes);
  return { seconds: clock.now() / 1000, throttled: pace.throttled };
}

describe('Pace', () => {
  it('delays nothing while the service accepts everything', async () => {
    const { seconds, throttled } = await sending(160, undefined);
    assert.equal(throttled, 0);
    assert.ok(seconds < 1.3, String(seconds));
  });

  const LIMITS: readonly (readonly [what: string, limit: Limit, share: number])[] = [
    ['30 a second, a second at once', { perSecond: 30, burst: 30 }, 0.9],
    ['10 a second, a second at once', { perSecond: 10, burst: 10 }, 0.9],
    // Each refusal costs the second that the service asks for, which nothing makes up for here.
    ['30 a second, a few at once', { perSecond: 30, burst: 5 }, 0.6],
  ];
  for (const [what, limit, share] of LIMITS) {
    it(`keeps close to a limit of ${what}, with few refusals`, async () => {
      const count = limit.perSecond * 30;
      const { seconds, throttled } = await sending(count, limit);
      const perSecond = count / seconds;
      assert.ok(perSecond >= share * limit.perSecond, `${perSecond} a second, ${throttled} refused`);
      assert.ok(throttled <= 0.07 * count, `${throttled} of ${count} refused`);
    });
  }

  for (const asked of ['7', 'Thu, 01 Jan 1970 00:00:07 GMT']) {
    it(`lets nobody send before the time that the service asks for with '${asked}'`, async () => {
      const clock = new VirtualClock();
      const pace = new Pace(clock);
      await pace.turn();
      pace.hear({ status: 429, headers: { 'retry-after': asked }, body: '' });
      await pace.turn();
      assert.equal(clock.now(), 7000);
      assert.deepEqual([pace.sent, pace.throttled], [2, 1]);
    });
  }

  it('stops waiting with the signal', async () => {
    const pace = new Pace(new VirtualClock({ advance: 'manual' }));
    pace.hear({ status: 429, headers: { 'retry-after': '7' }, body: '' });
    const cancellation = new AbortController();
    const waiting = pace.turn(cancellation.signal);
    cancellation.abort(new Error('cancelled'));
    await assert.rejects(waiting, /cancelled/);
  });
});
