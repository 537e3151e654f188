import type { JobRunIds } from '../../runs/outcome/job-run-ids';
import type { NamedVersion } from './exit-value';

/** A version that has come into being since the run began, and what it says about where it comes from. */
export interface NewVersion {
  readonly number: number;
  readonly mlflowRunId: string | undefined;
  /** What MLflow or the training code noted: ids of runs on Databricks. */
  readonly jobRunIds: readonly string[];
  /** Why its MLflow run could not be asked; undefined when it could, or when there is none. */
  readonly unread?: string | undefined;
}

export interface TrainingFacts {
  readonly model: string;
  readonly run: JobRunIds;
  readonly versions: readonly NewVersion[];
  readonly named: NamedVersion | undefined;
}

/** What else this run has left behind. */
export interface Traces {
  /** Versions under other names. */
  readonly elsewhere: readonly { readonly model: string; readonly number: number }[];
  readonly mlflowRunIds: readonly string[];
  /** Why that may not be all; undefined when it is. */
  readonly unread?: string | undefined;
}
