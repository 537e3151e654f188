import type { Clock } from '../../../lib/core/clock';
import type { SecretMasker } from '../../agent/masking';
import type { ObjectValue } from '../expressions/value';
import type { Plan } from '../plan/plan';
import type { TaskCatalog } from '../schema/task-catalog';
import type { Approver, CheckFacts, EnvironmentChecks } from './approvals';
import type { JobEnd, StageEnd } from './ends';
import type { RunEvent } from './events';
import type { RunWorkspace, StepRunner } from './step-runner';
import type { RunVariable } from './variable-set';

/** What a run is of. */
export interface RunRequest {
  readonly plan: Plan;
  readonly tasks: TaskCatalog;
  readonly id: string;
  readonly attempt: number;
  readonly startTime: Date;
  /** Predefined variables, of the service and the checkout. */
  readonly predefined: readonly RunVariable[];
  /** From outside of the file, the last one wins: settings of the pipeline, then those given at the start. */
  readonly given: readonly RunVariable[];
  /** By name in lower case. */
  readonly groups: ReadonlyMap<string, readonly RunVariable[]>;
  /** By name in lower case. */
  readonly environments: ReadonlyMap<string, EnvironmentChecks>;
  readonly checkFacts: CheckFacts;
  readonly resources: ObjectValue;
  /** Secrets and connections are withheld. */
  readonly isFork: boolean;
  readonly kept: Kept;
}

/** What an earlier attempt leaves as it is. */
export interface Kept {
  /** By name in lower case. */
  readonly stages: ReadonlyMap<string, StageEnd>;
  /** By `stage/job` in lower case. */
  readonly jobs: ReadonlyMap<string, JobEnd>;
}

/** What a run works with. */
export interface RunTools {
  readonly steps: StepRunner;
  readonly workspace: RunWorkspace;
  readonly clock: Clock;
  readonly masker: SecretMasker;
  readonly approver: Approver;
  readonly locks: Locks;
  readonly counters: Counters;
  /** Jobs at once. */
  readonly parallel: number;
  readonly emit: (event: RunEvent) => void;
  readonly cancel: AbortSignal;
  readonly kill: AbortSignal;
}

/** Exclusive use of environments, among all runs in one folder. */
export interface Locks {
  /** Rejects when `cancel` aborts; 'overtaken' if a newer run waits for the same and only the latest may run. */
  take(names: readonly string[], behavior: LockBehavior, cancel: AbortSignal): Promise<Lock | 'overtaken'>;
}

export interface Lock {
  release(): void;
}

export type LockBehavior = 'sequential' | 'runLatest';

/** Counters live longer than a run. */
export interface Counters {
  /** The seed at the first call, one more at each further one. */
  next(prefix: string, seed: number): number;
}
