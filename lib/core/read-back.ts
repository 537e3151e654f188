import type { Clock } from './clock';

export interface ReadBackTools {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

export interface ReadBack<T> {
  readonly isOurs: boolean;
  /** The last value. */
  readonly seen: T;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;
const BUDGET_MS = 30_000;

/**
 * Reads until the written value is visible, because the first reads after a write may be stale.
 * After half a minute it returns the current value: then somebody else has written too.
 */
export async function readBack<T>(
  read: () => Promise<T>,
  isOurs: (seen: T) => boolean,
  { clock, signal }: ReadBackTools,
): Promise<ReadBack<T>> {
  const deadline = clock.now() + BUDGET_MS;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const seen = await read();
    if (isOurs(seen)) {
      return { isOurs: true, seen };
    }
    if (clock.now() + waitMs > deadline) {
      return { isOurs: false, seen };
    }
    await clock.sleep(waitMs, signal);
  }
}
