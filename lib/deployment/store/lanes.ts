/** Work for so many parallel requests. */
export interface Lanes {
  /** Does `work` for each item, one per lane at a time; starts nothing after a failure, and throws the first one. */
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
