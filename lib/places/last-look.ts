import { leavesDoubt } from '../databricks/api/passing';
import type { Registry } from '../registry/registry';
import type { TaskHost } from '../task/host';

/** The agent kills the process 10 s after a cancel; cancelling a Databricks run may take 4 s of that. */
const BUDGET_MS = 3000;
const LOOK_EVERY_MS = 400;

interface Look<T> {
  readonly host: TaskHost;
  readonly registry: Registry;
  /** Undefined while nothing is visible. */
  readonly find: (registry: Registry) => Promise<T | undefined>;
}

export interface LastLook<T> {
  readonly found: T | undefined;
  /** Whether the registry responded at all. */
  readonly isAnswered: boolean;
}

/** After a failed or cancelled change, checks whether it was made after all. */
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
      // The change has already failed; a failed look adds nothing.
    }
    if (!mayCome || clock.now() + LOOK_EVERY_MS > deadline) {
      return { found: undefined, isAnswered };
    }
  }
}
