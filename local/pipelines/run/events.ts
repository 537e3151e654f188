import type { Result, StepOutcome, TestCounts } from './step-runner';

/** Where something happens; a leg of a matrix and a hook of a deployment are jobs with a part. */
export interface Where {
  readonly stage: string;
  readonly job?: string;
  readonly part?: string;
  readonly step?: string;
}

export type RunEvent =
  | { readonly kind: 'run started'; readonly id: string; readonly name: string; readonly attempt: number }
  | ({ readonly kind: 'stage started' | 'job started' | 'step started'; readonly title: string } & Where)
  /** `approval` is what somebody is asked to allow. */
  | ({ readonly kind: 'waiting'; readonly for: string; readonly approval?: string } & Where)
  | ({ readonly kind: 'stage ended'; readonly result: Result; readonly why?: string } & Where)
  | ({ readonly kind: 'job ended'; readonly why?: string } & JobEnding & Where)
  | ({ readonly kind: 'step ended'; readonly why?: string } & StepEnding & Where)
  | ({ readonly kind: 'approval' } & ApprovalRecord & Where)
  /** Something that a person should know: an assumption, a stub, an output that nobody set. */
  | ({ readonly kind: 'note'; readonly text: string } & Where)
  | { readonly kind: 'counter'; readonly prefix: string; readonly value: number }
  /** `name` is what a step made of the name of the run. */
  | { readonly kind: 'run ended'; readonly result: Result; readonly name?: string };

/** Why a stage or job ends that an earlier attempt has ended already. */
export const KEPT = 'kept from an earlier attempt';

/** Why a job never begins whose dependencies failed. */
export const NOT_REACHED = 'a job that it waits for did not succeed';

export interface JobEnding {
  readonly result: Result;
  /** Whatever is not secret; those that are have a name only. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly secretOutputs: readonly string[];
}

export interface StepEnding {
  readonly title: string;
  readonly result: Result;
  readonly durationMs: number;
  readonly log?: string;
  /** Last lines of a step that failed. */
  readonly tail?: readonly string[];
  readonly issues?: StepOutcome['issues'];
  readonly tests?: TestCounts;
  readonly artifacts?: readonly string[];
  readonly summaries?: readonly string[];
  readonly buildTags?: readonly string[];
}

export interface ApprovalRecord {
  readonly subject: string;
  readonly decision: 'approved' | 'rejected' | 'timed out';
  /** Empty if nobody was asked. */
  readonly who: string;
  readonly comment: string;
}

/** The decision with the person who made it, e.g. `rejected by ana`. */
export function decisionText({ decision, who }: Pick<ApprovalRecord, 'decision' | 'who'>): string {
  return who === '' ? decision : `${decision} by ${who}`;
}
