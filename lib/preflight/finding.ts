/** The result of one check; only the first three let the pipeline continue. */
export type Verdict = 'known' | 'held' | 'inherited' | 'missing' | 'absent' | 'unseen';

const GOOD: ReadonlySet<Verdict> = new Set(['known', 'held', 'inherited']);

export interface Finding {
  /** What was checked, e.g. `SELECT on table main.ml.customers`. */
  readonly check: string;
  readonly verdict: Verdict;
  readonly because: string;
  /** What to request from an owner or administrator. */
  readonly ask?: string;
}

export function isGood({ verdict }: Finding): boolean {
  return GOOD.has(verdict);
}
