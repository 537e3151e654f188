import type { Mapping, Origin, Text } from '../read/node';

/** What a pipeline will do: stages of jobs of steps, in the order of the file, each with what it waits for. */
export interface Plan {
  readonly stages: readonly PlannedStage[];
  readonly variables: readonly PlannedVariable[];
  readonly node: Mapping;
}

/** Something that waits for others of its kind and may not run. */
export interface Unit {
  readonly name: string;
  readonly dependsOn: readonly Dependency[];
  readonly condition: Text | undefined;
  readonly at: Origin;
}

export interface Dependency {
  readonly name: string;
  readonly at: Origin;
}

export interface PlannedStage extends Unit {
  readonly title: string | undefined;
  /** The file has jobs or steps only, and the service makes a stage of them. */
  readonly isImplied: boolean;
  readonly isManual: boolean;
  readonly variables: readonly PlannedVariable[];
  readonly jobs: readonly PlannedJob[];
  /** As written, for what only a run asks; of the whole pipeline where the stage is implied. */
  readonly node: Mapping;
}

export interface PlannedJob extends Unit {
  readonly kind: 'job' | 'deployment';
  readonly title: string | undefined;
  readonly pool: string | undefined;
  readonly environment: PlannedEnvironment | undefined;
  /** Names of the legs of a matrix; `unknown` if they are made when the pipeline runs. */
  readonly legs: readonly string[] | 'unknown' | undefined;
  readonly variables: readonly PlannedVariable[];
  /** One for a job, one for each hook of a deployment. */
  readonly runs: readonly PlannedRun[];
  readonly node: Mapping;
}

export interface PlannedEnvironment {
  readonly at: Origin;
  readonly name: string;
  readonly resource: string | undefined;
}

export interface PlannedRun {
  /** Undefined for a job, the hook for a deployment. */
  readonly hook: string | undefined;
  readonly steps: readonly PlannedStep[];
}

export interface PlannedStep {
  /** `Bash@3`, or the kind of step, such as `checkout`. */
  readonly does: string;
  readonly name: string | undefined;
  readonly title: string | undefined;
  readonly condition: Text | undefined;
  /** The service adds the step on its own. */
  readonly isImplied: boolean;
  readonly node: Mapping;
}

export interface PlannedVariable {
  readonly name: string;
  readonly value: Text;
  /** A variable group has a name and no value here; each leg of a matrix has a value of its own. */
  readonly kind: 'value' | 'group' | 'leg';
  readonly isReadOnly?: true;
}

export function isNamed(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
