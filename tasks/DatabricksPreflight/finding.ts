/** What was found out about one check; only the first two let the pipeline go on. */
export type Verdict = 'held' | 'inherited' | 'missing' | 'absent' | 'unseen';

export interface Finding {
  /** What was checked, e.g. `SELECT on table main.ml.customers`. */
  readonly check: string;
  readonly verdict: Verdict;
  readonly because: string;
  /** What to ask an owner or administrator for. */
  readonly ask?: string;
}

export function isGood({ verdict }: Finding): boolean {
  return verdict === 'held' || verdict === 'inherited';
}
