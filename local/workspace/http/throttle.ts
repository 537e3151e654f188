import type { Clock } from '../../../lib/core/clock';
import { Refusal } from './refusal';

interface Rate {
  readonly method: string;
  readonly path: string;
  readonly perSecond: number;
}

/** https://learn.microsoft.com/azure/databricks/resources/limits */
const RATES: readonly Rate[] = [
  { method: 'POST', path: '/jobs/create', perSecond: 20 },
  { method: 'POST', path: '/jobs/run-now', perSecond: 20 },
  { method: 'POST', path: '/jobs/runs/submit', perSecond: 35 },
  { method: 'GET', path: '/jobs/runs/get', perSecond: 100 },
  { method: 'POST', path: '/workspace/import', perSecond: 30 },
  { method: 'GET', path: '/workspace/export', perSecond: 60 },
];

class TooManyRequests extends Refusal {
  override readonly headers = { 'retry-after': '1' };

  constructor(perSecond: number) {
    super(429, 'REQUEST_LIMIT_EXCEEDED', `This API takes at most ${perSecond} requests a second; try again later.`);
  }
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Refuses requests above the documented rate of their route; allows a burst of one second's worth. */
export class Throttle {
  readonly #clock: Clock;
  readonly #buckets = new Map<Rate, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  admit(method: string, path: string): void {
    const rate = RATES.find((one) => one.method === method && path.endsWith(one.path));
    if (rate !== undefined && !this.#takes(rate)) {
      throw new TooManyRequests(rate.perSecond);
    }
  }

  #takes(rate: Rate): boolean {
    const now = this.#clock.now();
    const { tokens, filledAt } = this.#buckets.get(rate) ?? { tokens: rate.perSecond, filledAt: now };
    const filled = Math.min(rate.perSecond, tokens + ((now - filledAt) / 1000) * rate.perSecond);
    this.#buckets.set(rate, { tokens: filled >= 1 ? filled - 1 : filled, filledAt: now });
    return filled >= 1;
  }
}
