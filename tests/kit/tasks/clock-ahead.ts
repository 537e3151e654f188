import type { Clock } from '../../../lib/core/clock';
import { systemClock } from '../../../lib/core/node/system-clock';

/** The clock of a service that a test sets ahead, in place of letting the time pass. */
export class ClockAhead implements Clock {
  #aheadMs = 0;

  now(): number {
    return systemClock.now() + this.#aheadMs;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(milliseconds, signal);
  }

  advance(milliseconds: number): void {
    this.#aheadMs += milliseconds;
  }
}
