import type { FoundVariable } from './variables';

/** Variables of each fact for one kind of pipeline run. */
export interface RunVariables {
  readonly pipeline: string;
  readonly repository: {
    readonly id: string;
    readonly name: FoundVariable;
    readonly url: string;
    readonly provider: string;
  };
  /** Undefined if the job has the plan of the run. */
  readonly planId: string | undefined;
  readonly stage: string;
  readonly job: string;
  readonly attempt: FoundVariable;
  readonly commit: FoundVariable;
  readonly branch: FoundVariable;
  readonly pullRequest: string | undefined;
  readonly runUrl: string | undefined;
  readonly startedFor: string;
}

/** The project's base URL and its parts. */
export interface Project {
  readonly organization: string;
  readonly project: string;
  readonly url: string;
}
