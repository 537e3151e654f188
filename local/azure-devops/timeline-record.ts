export type RecordResult = 'succeeded' | 'succeededWithIssues' | 'failed' | 'canceled' | 'skipped';

/** A row of the timeline of a run: a stage with what it waits for, a phase, job or step. */
export interface TimelineRecord {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly type: 'Stage' | 'Checkpoint' | 'Checkpoint.Approval' | 'Phase' | 'Job' | 'Task';
  readonly name: string;
  readonly refName: string;
  /** The same in every attempt; of a stage, its name in the pipeline file. */
  readonly identifier?: string;
  readonly order: number;
  readonly attempt: number;
  readonly state: 'pending' | 'inProgress' | 'completed';
  readonly result?: RecordResult;
  readonly startTime?: string;
  readonly finishTime?: string;
  readonly issues?: readonly { readonly type: 'error' | 'warning'; readonly message: string }[];
}
