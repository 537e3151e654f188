import type { Clock } from '../../lib/core/clock';

/** Sleeping takes no time; it advances the clock instead. */
export function virtualClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep(milliseconds) {
      now += milliseconds;
      return Promise.resolve();
    },
  };
}
