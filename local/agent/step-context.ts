import type { JobEndpoint } from './endpoints';
import type { SecretMasker } from './masking';
import type { JobProcesses } from './process/job-processes';
import type { StepRecord } from './records';
import type { Restriction } from './restriction';
import type { TaskResult } from './results';
import type { StepLog } from './step-log';
import type { JobVariables } from './variables/variables';

/** What the steps of one job share and change. */
export interface JobState {
  readonly folder: string;
  /** Has a folder for each uploaded artifact. */
  readonly artifacts: string;
  /** `System.Debug` at the start of the job. */
  readonly debug: boolean;
  readonly variables: JobVariables;
  readonly masker: SecretMasker;
  readonly endpoints: JobEndpoint[];
  /** In the order of the commands; the last one comes first in PATH. */
  readonly prependedPaths: string[];
  /** The environment of the agent itself; every task inherits it. */
  readonly machine: Readonly<Record<string, string>>;
  /** Without it, processes end with their step. */
  readonly processes: JobProcesses | undefined;
}

/** What a logging command can change. */
export interface StepContext {
  readonly name: string;
  readonly job: JobState;
  readonly log: StepLog;
  readonly record: StepRecord;
  readonly taskVariables: JobVariables;
  readonly restrictions: readonly Restriction[];
  /** In lower case; setting one of these always creates an output. */
  readonly declaredOutputs: ReadonlySet<string>;
  /** From `task.complete` and the exit code; undefined at the start of every attempt. */
  result: TaskResult | undefined;
  /** True after a command failed; a retry does not reset it. */
  commandFailed: boolean;
  /** For the running attempt: the step counts as finished soon after, although its process may continue. */
  done: AbortController;
}

/** A setting of the agent: a job variable, else the environment of the agent itself. */
export function knob(job: JobState, name: string): string | undefined {
  return job.variables.get(name) ?? job.machine[name];
}
