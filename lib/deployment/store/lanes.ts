/** What so many requests at once may do. */
export interface Lanes {
  /** Does `work` for each item, so many at once as there are lanes; after a failure none begins, and the first failure is thrown. */
  each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void>;
}

export function openLanes(count: number, signal: AbortSignal): Lanes {
  return {
    async each(items, work) {
      const queue = [...items].values();
      const failures: unknown[] = [];
      const lane = async (): Promise<void> => {
        for (const item of queue) {
          signal.throwIfAborted();
          await work(item);
          if (failures.length > 0) {
            return;
          }
        }
      };
      const guarded = (): Promise<unknown> => lane().catch((error: unknown) => failures.push(error));
      await Promise.all(Array.from({ length: Math.min(count, items.length) }, guarded));
      if (failures.length > 0) {
        throw failures[0];
      }
    },
  };
}
