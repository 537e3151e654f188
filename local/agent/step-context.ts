import type { JobEndpoint } from './endpoints';
import type { SecretMasker } from './masking';
import type { StepRecord } from './records';
import type { Restriction } from './restriction';
import type { TaskResult } from './results';
import type { StepLog } from './step-log';
import type { JobVariables } from './variables/variables';

/** What the steps of one job share and change. */
export interface JobState {
  readonly folder: string;
  /** `System.Debug` as it was when the job started. */
  readonly debug: boolean;
  readonly variables: JobVariables;
  readonly masker: SecretMasker;
  readonly endpoints: JobEndpoint[];
  /** In the order of the commands; the last one comes first in PATH. */
  readonly prependedPaths: string[];
  /** The environment of the agent itself; every task inherits it. */
  readonly machine: Readonly<Record<string, string>>;
}

/** What a logging command can reach. */
export interface StepContext {
  readonly name: string;
  readonly job: JobState;
  readonly log: StepLog;
  readonly record: StepRecord;
  readonly taskVariables: JobVariables;
  readonly restrictions: readonly Restriction[];
  /** Lower case; setting one of these makes an output without asking for it. */
  readonly declaredOutputs: ReadonlySet<string>;
  /** From `task.complete` and the exit code; every attempt starts without one. */
  result: TaskResult | undefined;
  /** True once a command failed; no retry takes that back. */
  commandFailed: boolean;
  /** Of the running attempt: the step is called finished soon after, although its process may live on. */
  done: AbortController;
}

/** A setting of the agent: a job variable, else the environment of the agent itself. */
export function knob(job: JobState, name: string): string | undefined {
  return job.variables.get(name) ?? job.machine[name];
}
