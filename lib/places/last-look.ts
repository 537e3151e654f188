import { leavesDoubt } from '../databricks/api/passing';
import type { Registry } from '../registry/registry';
import type { TaskHost } from '../task/host';

/** The agent kills 10 s after it cancels; before the look, a run on Databricks may have been cancelled for 4 s. */
const BUDGET_MS = 3000;
const LOOK_EVERY_MS = 400;

interface Look<T> {
  readonly host: TaskHost;
  readonly registry: Registry;
  /** Undefined while there is nothing to see. */
  readonly find: (registry: Registry) => Promise<T | undefined>;
}

export interface LastLook<T> {
  readonly found: T | undefined;
  /** Whether the registry said anything at all. */
  readonly isAnswered: boolean;
}

/** Looks, after a change failed or the pipeline was cancelled during it, whether it was made all the same. */
export async function lastLook<T>(error: unknown, { host, registry, find }: Look<T>): Promise<LastLook<T>> {
  const { clock, signal } = host;
  const mayCome = signal.aborted || leavesDoubt(error);
  const reachable = registry.until(AbortSignal.timeout(BUDGET_MS));
  const deadline = clock.now() + BUDGET_MS;
  for (let isAnswered = false; ; await clock.sleep(LOOK_EVERY_MS)) {
    try {
      const found = await find(reachable);
      isAnswered = true;
      if (found !== undefined) {
        return { found, isAnswered };
      }
    } catch {
      // The change has failed already; that this look fails too is no news.
    }
    if (!mayCome || clock.now() + LOOK_EVERY_MS > deadline) {
      return { found: undefined, isAnswered };
    }
  }
}
