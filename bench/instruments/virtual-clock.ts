import type { Clock } from '../../lib/core/clock';

/** Sleeping takes no time: the clock is put forward instead. */
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
