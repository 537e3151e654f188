import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../clock';

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    try {
      await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      // timers/promises rejects with its own AbortError and puts the reason in `cause`.
      signal?.throwIfAborted();
      throw error;
    }
  },
};
