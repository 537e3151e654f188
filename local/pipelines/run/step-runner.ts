import type { ServiceEndpoint, Step } from '../../agent/job';
import type { Nodes } from '../../agent/process/node-choice';
import type { Issue } from '../../agent/records';
import type { PlannedStep } from '../plan/plan';
import type { Result } from '../plan/static-condition';

export type { Result } from '../plan/static-condition';

/**
 * The seam of a run: the engine says what runs, when and with which values; a step runner does it. The engine starts no
 * process and knows no Git; the step runner never decides whether something runs.
 */
export interface StepRunner {
  /** Why a step cannot run here, told before anything runs; undefined if it can. */
  refusal(step: PlannedStep, workspace: RunWorkspace): string | undefined;
  /** Runs the pre-job stages of the steps. Rejects only if the job's folder cannot be made. */
  open(job: JobSetup): Promise<RunningJob>;
}

/** What one job of a run works with. Each hook of a deployment and each leg of a matrix is a job. */
export interface JobSetup {
  /** The job's own folder: the work folder of an agent. */
  readonly folder: string;
  /** Where the full log of each step goes, masked. */
  readonly logs: string;
  readonly plan: { readonly stage: string; readonly job: string; readonly attempt: number };
  /** Runtime expressions are values by now; macros are not expanded. */
  readonly variables: Readonly<Record<string, JobVariable>>;
  /** In order; `run` gets the same objects. */
  readonly steps: readonly RunnableStep[];
  readonly workspace: RunWorkspace;
  /** Cancels the job: processes get the signals and the grace periods of an agent. */
  readonly cancel: AbortSignal;
  /** Ends every process of the job at once. */
  readonly kill: AbortSignal;
  /** Hears each masked line as it is printed. */
  readonly onLine: (step: string, line: string) => void;
}

export interface JobVariable {
  readonly value: string;
  readonly isSecret: boolean;
  readonly readOnly?: boolean;
}

/** What all jobs of a run share. */
export interface RunWorkspace {
  readonly folder: string;
  /** By alias; `self` is the pipeline's own. */
  readonly repositories: ReadonlyMap<string, RunRepository>;
  /** One folder per published artifact. */
  readonly artifacts: string;
  /** Empty for a fork. */
  readonly connections: readonly ServiceEndpoint[];
  /** Of the repository; undefined if nobody said. */
  readonly openPullRequests?: readonly number[] | undefined;
  /** Folders with built tasks. */
  readonly taskFolders: readonly string[];
  /** Commands that stand in for tasks, by `name@major` in lower case. */
  readonly stubs: ReadonlyMap<string, string>;
  readonly nodes: Nodes;
}

export interface RunRepository {
  readonly folder: string;
  readonly commit: string | undefined;
  readonly ref: string | undefined;
  /** The person asked for uncommitted changes too. */
  readonly withChanges: boolean;
}

export interface RunningJob {
  /** Outcomes of pre-job stages, if there were any. */
  readonly prepared: readonly StepOutcome[];
  /**
   * Runs a step whose condition holds. Inputs and environment come with `$(macros)`, expanded here from the job's
   * variables. Never rejects because of the step. `cancel` is for this step: one with `always()` outlives the job's.
   */
  run(step: RunnableStep, cancel: AbortSignal): Promise<StepOutcome>;
  /** Runs the post-job stages, then kills every process that is left. */
  close(): Promise<readonly StepOutcome[]>;
  /** What conditions read. */
  readonly variables: { get(name: string): string | undefined };
}

export interface RunnableStep {
  readonly planned: PlannedStep;
  /** As written, or made of the task's name; unique in the job. */
  readonly name: string;
  readonly displayName: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly retries: number;
  readonly continueOnError: boolean;
  readonly target?: Step['target'];
}

export interface StepOutcome {
  readonly name: string;
  readonly displayName: string;
  readonly result: Result;
  /** By plain name; `readOnly` and secret outputs too. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Names of the outputs whose values are secret. */
  readonly secretOutputs: readonly string[];
  readonly issues: readonly Pick<Issue, 'type' | 'message'>[];
  /** The whole log on disk, and its last lines. */
  readonly log: { readonly file: string; readonly tail: readonly string[] };
  readonly tests?: TestCounts;
  readonly artifacts: readonly string[];
  /** Markdown files for the summary of the run. */
  readonly summaries: readonly string[];
  /** From `build.updatebuildnumber`. */
  readonly buildNumber?: string;
  /** From `build.addbuildtag`. */
  readonly buildTags?: readonly string[];
  readonly durationMs: number;
  /** What was taken in one of several ways, or stood in for something else. */
  readonly assumptions: readonly string[];
}

export interface TestCounts {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
