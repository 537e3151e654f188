import type { Clock } from '../../../lib/core/clock';

interface Sleeper {
  readonly milliseconds: number;
  wake(): void;
}

/** A clock on which time passes only when a test says so. */
export class ManualClock implements Clock {
  /** Every wait anybody asked for. */
  readonly asked: number[] = [];
  #now = 0;
  readonly #sleepers = new Set<Sleeper>();
  #onSleep: () => void = () => {};

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      const sleeper = { milliseconds, wake };
      const abort = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason as Error);
      };
      function wake(): void {
        signal?.removeEventListener('abort', abort);
        resolve();
      }
      signal?.addEventListener('abort', abort, { once: true });
      this.asked.push(milliseconds);
      this.#sleepers.add(sleeper);
      this.#onSleep();
    });
  }

  /** Waits until somebody sleeps for exactly this long, and lets that time pass. */
  async elapse(milliseconds: number): Promise<void> {
    for (;;) {
      const sleeper = [...this.#sleepers].find((candidate) => candidate.milliseconds === milliseconds);
      if (sleeper !== undefined) {
        this.#sleepers.delete(sleeper);
        this.#now += milliseconds;
        sleeper.wake();
        return;
      }
      await new Promise<void>((resolve) => {
        this.#onSleep = resolve;
      });
    }
  }

  /** How many wait for time to pass; 0 when nothing was left behind. */
  get sleeping(): number {
    return this.#sleepers.size;
  }
}
