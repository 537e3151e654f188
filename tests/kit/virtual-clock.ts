import type { Clock } from '../../lib/core/clock';

interface Sleeper {
  readonly milliseconds: number;
  readonly until: number;
  wake(): void;
}

export interface VirtualClockOptions {
  readonly start?: number;
  /** auto: a sleep passes at once. manual: it passes when the test advances the clock. */
  readonly advance?: 'auto' | 'manual';
}

/** More waits than any test needs: without a bound, a loop that never ends would stop the whole test run. */
const MOST_SLEEPS = 10_000;

/** A clock on which no real time passes. */
export class VirtualClock implements Clock {
  /** Every wait that was asked for. */
  readonly slept: number[] = [];
  #now: number;
  readonly #advance: 'auto' | 'manual';
  readonly #sleepers = new Set<Sleeper>();
  #onSleep: () => void = () => {};
  readonly #plans: { readonly at: number; readonly action: () => void }[] = [];

  constructor({ start = 0, advance = 'auto' }: VirtualClockOptions = {}) {
    this.#now = start;
    this.#advance = advance;
  }

  now(): number {
    return this.#now;
  }

  /** How many are waiting; 0 when nothing was left behind. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(milliseconds);
    if (this.slept.length > MOST_SLEEPS) {
      throw new Error(`Slept ${MOST_SLEEPS} times, until ${this.#now}; what is waited for does not come.`);
    }
    const woken = this.#untilWoken(milliseconds, signal);
    this.#onSleep();
    if (this.#advance === 'auto') {
      this.advance(milliseconds);
    }
    await woken;
  }

  /** Does `action` when the clock reaches `at`, before anybody who slept until then wakes. */
  at(at: number, action: () => void): void {
    this.#plans.push({ at, action });
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#plans.filter(({ at }) => at <= this.#now);
    for (const plan of due) {
      this.#plans.splice(this.#plans.indexOf(plan), 1);
      plan.action();
    }
    [...this.#sleepers].filter(({ until }) => until <= this.#now).forEach((sleeper) => sleeper.wake());
  }

  /** Waits until somebody sleeps for exactly this long, then advances to the end of that sleep. */
  async elapse(milliseconds: number): Promise<void> {
    for (;;) {
      const sleeper = [...this.#sleepers].find((candidate) => candidate.milliseconds === milliseconds);
      if (sleeper !== undefined) {
        this.advance(sleeper.until - this.#now);
        return;
      }
      await new Promise<void>((resolve) => {
        this.#onSleep = resolve;
      });
    }
  }

  #untilWoken(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', abort);
      };
      const abort = (): void => {
        settle();
        reject(signal?.reason as Error);
      };
      const sleeper: Sleeper = {
        milliseconds,
        until: this.#now + milliseconds,
        wake: () => {
          settle();
          resolve();
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#sleepers.add(sleeper);
    });
  }
}
