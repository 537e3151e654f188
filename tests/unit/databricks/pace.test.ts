import assert from 'node:assert/strict';
import { Pace } from '../../../lib/databricks/pace';
import { SimulatedClock } from './simulated-clock';

const LATENCY_MS = 100;

/** A service that takes so many requests a second, a second's worth of them at once. */
class Service {
  accepted = 0;
  refused = 0;
  #tokens: number;
  #filledAt = 0;

  constructor(
    private readonly clock: SimulatedClock,
    private readonly perSecond: number,
  ) {
    this.#tokens = perSecond;
  }

  async status(): Promise<200 | 429> {
    await this.clock.sleep(LATENCY_MS);
    const now = this.clock.now();
    this.#tokens = Math.min(this.perSecond, this.#tokens + ((now - this.#filledAt) / 1000) * this.perSecond);
    this.#filledAt = now;
    if (this.#tokens < 1) {
      this.refused += 1;
      return 429;
    }
    this.#tokens -= 1;
    this.accepted += 1;
    return 200;
  }
}

interface Burst {
  readonly requests: number;
  readonly lanes: number;
  /** Time that passes between the making of the pace and the first request. */
  readonly idleMs: number;
  readonly perSecond: number;
}

/** Sends every request until it is accepted, and gives what the service saw. */
async function send({ requests, lanes, idleMs, perSecond }: Burst): Promise<{ rate: number; refused: number }> {
  const clock = new SimulatedClock();
  const pace = new Pace(clock);
  await clock.during(clock.sleep(idleMs));
  const service = new Service(clock, perSecond);
  let left = requests;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      for (let status = 429; status === 429;) {
        await pace.turn();
        status = await service.status();
        pace.hear({ status, headers: status === 429 ? { 'retry-after': '1' } : {}, body: '' });
      }
    }
  };
  const begun = clock.now();
  await clock.during(Promise.all(Array.from({ length: lanes }, lane)));
  return { rate: requests / ((clock.now() - begun) / 1000), refused: service.refused };
}

describe('the pace of many requests', () => {
  const BURSTS: readonly { name: string; burst: Burst }[] = [
    { name: '16 lanes', burst: { requests: 1000, lanes: 16, idleMs: 0, perSecond: 30 } },
    { name: '4 lanes', burst: { requests: 1000, lanes: 4, idleMs: 0, perSecond: 30 } },
    { name: '64 lanes', burst: { requests: 1000, lanes: 64, idleMs: 0, perSecond: 30 } },
    {
      name: 'a start long after the pace was made',
      burst: { requests: 1000, lanes: 16, idleMs: 20_000, perSecond: 30 },
    },
    { name: 'a few hundred requests', burst: { requests: 300, lanes: 16, idleMs: 0, perSecond: 30 } },
    { name: 'a slow service', burst: { requests: 200, lanes: 16, idleMs: 0, perSecond: 5 } },
  ];
  for (const { name, burst } of BURSTS) {
    it(`comes to nine tenths of what the service takes, and is seldom refused, with ${name}`, async () => {
      const { rate, refused } = await send(burst);
      assert.ok(rate >= 0.9 * burst.perSecond, `${rate.toFixed(1)} requests a second`);
      assert.ok(refused <= Math.max(burst.requests * 0.05, 3 * burst.lanes), `${refused} were refused`);
    });
  }

  it('does not slow down while nothing is refused', async () => {
    const { rate, refused } = await send({ requests: 500, lanes: 16, idleMs: 0, perSecond: 1000 });
    assert.equal(refused, 0);
    assert.ok(rate > 150, `${rate.toFixed(1)} requests a second`);
  });
});
