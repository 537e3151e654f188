import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../lib/core/clock';
import type { Interceptor } from './deployer';

interface Waiting {
  readonly until: number;
  /** How many others went first. */
  passedOver: number;
  go(): void;
}

/** One request takes no longer than so many others. */
const LONGEST_WAIT = 4;

/** Lets the requests of several runs through one at a time, in an order that a seed decides; time passes while none waits. */
export class Interleaving implements Clock {
  readonly #random: () => number;
  readonly #requests: Waiting[] = [];
  readonly #sleepers: Waiting[] = [];
  #now = Date.parse('2026-11-21T10:00:00Z');
  #isOver = false;
  #inFlight = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  readonly intercept: Interceptor = async (request, send) => {
    await new Promise<void>((resolve) => this.#requests.push({ until: 0, passedOver: 0, go: resolve }));
    this.#inFlight += 1;
    try {
      return await send(request);
    } finally {
      this.#inFlight -= 1;
    }
  };

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) =>
      this.#sleepers.push({ until: this.#now + milliseconds, passedOver: 0, go: resolve }),
    );
  }

  /** Runs both to their end; neither rejects. */
  async run(runs: readonly Promise<unknown>[]): Promise<void> {
    const all = Promise.all(runs).finally(() => {
      this.#isOver = true;
    });
    while (!this.#isOver) {
      await this.#idle();
      this.#next()?.go();
    }
    await all;
  }

  /** Until every answer has arrived, and the next requests are made; which of these is first does not matter. */
  async #idle(): Promise<void> {
    while (this.#inFlight > 0) {
      await turn();
    }
    for (let count = 0; count < 40; count++) {
      await turn();
    }
  }

  #next(): Waiting | undefined {
    if (this.#requests.length > 0) {
      const late = this.#requests.findIndex(({ passedOver }) => passedOver >= LONGEST_WAIT);
      const index = late === -1 ? Math.floor(this.#random() * this.#requests.length) : late;
      const [next] = this.#requests.splice(index, 1);
      this.#requests.forEach((waiting) => (waiting.passedOver += 1));
      return next;
    }
    const first = this.#sleepers.toSorted((one, other) => one.until - other.until)[0];
    if (first !== undefined) {
      this.#sleepers.splice(this.#sleepers.indexOf(first), 1);
      this.#now = Math.max(this.#now, first.until);
    }
    return first;
  }
}
