import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../lib/core/clock';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that jumps to the next moment somebody waits for as soon as nobody has anything else to do. */
export class SimulatedClock implements Clock {
  #now = 0;
  readonly #sleepers: Sleeper[] = [];

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.push({ at: this.#now + milliseconds, wake });
    });
  }

  /** Lets time pass until `work` is done. */
  async during<T>(work: Promise<T>): Promise<T> {
    for (;;) {
      const ended = await Promise.race([work.then(() => true), setImmediate(false)]);
      if (ended) {
        return work;
      }
      this.#wakeNext();
    }
  }

  #wakeNext(): void {
    const at = Math.min(...this.#sleepers.map((sleeper) => sleeper.at));
    for (const sleeper of this.#sleepers.filter((one) => one.at === at)) {
      this.#now = at;
      this.#sleepers.splice(this.#sleepers.indexOf(sleeper), 1);
      sleeper.wake();
    }
  }
}
