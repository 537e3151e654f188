import type { PlannedStage } from '../plan/plan';
import type { JobEnd, StageEnd } from './ends';
import type { Slots } from './order';
import type { RunRequest, RunTools } from './run-tools';
import type { Scopes } from './scope';
import type { VariableSet } from './variable-set';

/** One run while it goes on. */
export interface RunContext {
  readonly request: RunRequest;
  readonly tools: RunTools;
  readonly scopes: Scopes;
  readonly slots: Slots;
  /** Of the pipeline. */
  readonly variables: VariableSet;
  /** Stages that have ended, by name in lower case. */
  readonly stages: Map<string, StageEnd>;
  /** What a step has made of the build number; later jobs see it. */
  renamed?: string;
}

/** One stage while it goes on. */
export interface StageContext {
  readonly run: RunContext;
  readonly stage: PlannedStage;
  readonly variables: VariableSet;
  /** Jobs that have ended, by name in lower case. */
  readonly jobs: Map<string, JobEnd>;
}
