import type { FoundVariable } from './variables';

/** What the pipeline's own kind of run tells, each fact by the variables that may hold it. */
export interface RunVariables {
  readonly pipeline: string;
  readonly repository: { readonly name: FoundVariable; readonly url: string; readonly provider: string };
  /** Undefined where the plan of the job is that of the run. */
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

/** The project as addresses begin with it, and its parts. */
export interface Project {
  readonly organization: string;
  readonly project: string;
  readonly url: string;
}
