import type { RunFacts } from '../../task/host';

/** Whether a stage of a pipeline succeeded for the commit of this run. */
export interface SignOffQuestion {
  /** Name, `folder/name` or ID. */
  readonly pipeline: string;
  readonly stage: string;
  readonly facts: RunFacts;
}

/** A run of that pipeline for the same commit of the same repository, and why it does not count. */
export interface OtherRun {
  readonly link: string;
  readonly because: string;
}

export interface MissingSignOff {
  readonly is: 'missing';
  readonly runs: readonly OtherRun[];
  /** How many runs had the same commit in another repository. */
  readonly elsewhere: number;
}

export type SignOff = { readonly is: 'given'; readonly run: string; readonly link: string } | MissingSignOff;
