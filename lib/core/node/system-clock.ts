import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../clock';

/** Node turns a longer delay into 1 ms. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    try {
      let left = milliseconds;
      do {
        const slice = Math.min(left, LONGEST_DELAY_MS);
        await delay(slice, undefined, signal === undefined ? {} : { signal });
        left -= slice;
      } while (left > 0);
    } catch (error) {
      // timers/promises rejects with its own AbortError and puts the reason in `cause`.
      signal?.throwIfAborted();
      throw error;
    }
  },
};
