import type { Evaluation } from '../../contracts/evaluation';

export type Part = 'freeze' | 'score-candidate' | 'score-champion' | 'reduce';

/** Why there are no statistics. */
export interface Reason {
  /** Of Python, e.g. ONE_CLASS, or an error code of this extension, e.g. RUN_FAILED. */
  readonly code: string;
  /** For people: what happened, and what to do. */
  readonly message: string;
}

/** What one part used of the compute that somebody pays for. */
export interface PartCost {
  readonly part: Part;
  readonly runUrl: string;
  /** From the start of the run to its end, installing packages included. */
  readonly minutes: number;
}

export type EvaluationOutcome = { readonly costs: readonly PartCost[] } & (
  | { readonly kind: 'evaluated'; readonly evaluation: Evaluation }
  | { readonly kind: 'failed'; readonly part: Part; readonly reason: Reason; readonly runUrl: string }
);
