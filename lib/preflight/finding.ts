/** What was found out about one check; only the first three let the pipeline go on. */
export type Verdict = 'known' | 'held' | 'inherited' | 'missing' | 'absent' | 'unseen';

const GOOD: ReadonlySet<Verdict> = new Set(['known', 'held', 'inherited']);

export interface Finding {
  /** What was checked, e.g. `SELECT on table main.ml.customers`. */
  readonly check: string;
  readonly verdict: Verdict;
  readonly because: string;
  /** What to ask an owner or administrator for. */
  readonly ask?: string;
}

export function isGood({ verdict }: Finding): boolean {
  return GOOD.has(verdict);
}
