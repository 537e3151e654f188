import type { Clock } from '../../lib/core/clock';
import { systemClock } from '../../lib/core/node/system-clock';
import type { ServiceEndpoint } from './endpoints';
import { openJob, type GivenVariable } from './job-state';
import type { JobProcesses } from './process/job-processes';
import type { Nodes } from './process/node-choice';
import { jobStatusAfter, type JobStatus } from './results';
import { runStage } from './stage-run';
import type { JobStep, StepInfo, StepResult } from './step';
import type { JobState } from './step-context';
import { readTaskDefinition, type Stage, type TaskDefinition } from './task-definition';
import { expandMacros } from './variables/macros';
import { nameGuid } from './variables/name-guid';
import { JobVariables, type VariableView } from './variables/variables';

export type { ServiceEndpoint } from './endpoints';
export type { GivenVariable } from './job-state';
export type { JobStatus, TaskResult } from './results';
export type { JobStep, NativeStep, Step, StepInfo, StepResult } from './step';
export type { VariableView } from './variables/variables';

export interface JobOptions {
  /** The job's own folder on disk; everything the agent makes lies in it. */
  readonly folder: string;
  /** Path of each Node binary this agent carries. */
  readonly nodes: Nodes;
  /** On top of realistic `System.`, `Build.` and `Agent.` variables. */
  readonly variables?: Readonly<Record<string, GivenVariable>>;
  readonly endpoints?: readonly ServiceEndpoint[];
  readonly systemAccessToken?: string;
  /** Added to the agent's own small environment, e.g. `NODE_OPTIONS`. */
  readonly machine?: Readonly<Record<string, string>>;
  /** Every wait goes through it (retries, timeouts, grace periods): one that skips waits also cuts processes short. */
  readonly clock?: Clock;
  /** Where uploaded artifacts go. Default: a folder of the job. */
  readonly artifacts?: string;
  /** Keeps the processes of steps until the caller closes it. Default: they end with their step. */
  readonly processes?: JobProcesses;
  /** Where to write the log of a step. Default: logs are kept in memory. */
  readonly logFile?: (step: StepInfo) => string;
  /** Called live with each masked line of a log. */
  readonly onLine?: (line: string, step: StepInfo) => void;
}

/** A job of the Azure Pipelines agent. Its steps run one after the other; conditions are the caller's business. */
export interface AgentJob {
  /** Runs the pre-job stages, and makes sure that the post-job stages of these steps run whatever happens. */
  prepare(steps: readonly JobStep[], options?: { readonly signal?: AbortSignal }): Promise<readonly StepResult[]>;
  /** `signal` is the cancellation of the whole job. */
  runStep(step: JobStep, options?: { readonly signal?: AbortSignal }): Promise<StepResult>;
  /** Runs the post-job stages, last step first. */
  finish(): Promise<readonly StepResult[]>;
  readonly status: JobStatus;
  readonly variables: VariableView;
}

export function startJob(options: JobOptions): AgentJob {
  return new Job(options);
}

/** A step of this job, over its stages. */
interface KnownStep {
  readonly step: JobStep;
  readonly name: string;
  readonly definition: TaskDefinition;
  readonly taskVariables: JobVariables;
}

class Job implements AgentJob {
  readonly #options: JobOptions;
  readonly #state: JobState;
  readonly #prepared = new Map<JobStep, KnownStep>();
  readonly #postJobs: KnownStep[] = [];
  readonly #namesTaken = new Map<string, number>();
  #status: JobStatus = 'Succeeded';
  #isBusy = false;

  constructor(options: JobOptions) {
    this.#options = options;
    this.#state = openJob(options);
  }

  get status(): JobStatus {
    return this.#status;
  }

  get variables(): VariableView {
    return this.#state.variables;
  }

  async prepare(
    steps: readonly JobStep[],
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<readonly StepResult[]> {
    const results: StepResult[] = [];
    for (const step of steps) {
      const known = this.#know(step);
      this.#prepared.set(step, known);
      if (known.definition.executions.preJob.length > 0) {
        results.push(await this.#run(known, 'preJob', signal));
      }
    }
    return results;
  }

  async runStep(step: JobStep, { signal }: { readonly signal?: AbortSignal } = {}): Promise<StepResult> {
    const known = this.#prepared.get(step) ?? this.#know(step);
    this.#prepared.delete(step);
    return this.#run(known, 'main', signal);
  }

  async finish(): Promise<readonly StepResult[]> {
    const results: StepResult[] = [];
    for (let known = this.#postJobs.pop(); known !== undefined; known = this.#postJobs.pop()) {
      results.push(await this.#run(known, 'postJob', undefined));
    }
    return results;
  }

  #know(step: JobStep): KnownStep {
    this.#requireIdle(step);
    const definition = 'native' in step ? step.native.definition : readTaskDefinition(step.taskFolder);
    const name = step.name ?? this.#freeName(definition.name);
    const known = { step, name, definition, taskVariables: new JobVariables(this.#state.masker) };
    if (definition.executions.postJob.length > 0) {
      this.#postJobs.push(known);
    }
    return known;
  }

  #freeName(taskName: string): string {
    const taken = this.#namesTaken.get(taskName) ?? 0;
    this.#namesTaken.set(taskName, taken + 1);
    return taken === 0 ? taskName : `${taskName}${taken}`;
  }

  #requireIdle(step: JobStep): void {
    if (this.#isBusy) {
      const name = step.name ?? ('native' in step ? step.native.definition.name : step.taskFolder);
      throw new Error(`Step '${name}' was started while another step of the job is running.`);
    }
  }

  async #run(known: KnownStep, stage: Stage, signal: AbortSignal | undefined): Promise<StepResult> {
    this.#requireIdle(known.step);
    this.#isBusy = true;
    const displayName = expandMacros(displayNameOf(known, stage), (name) => this.#state.variables.get(name));
    const info = { name: known.name, stage, displayName };
    const scope = this.#openScope(info);
    try {
      const { nodes, clock = systemClock, onLine, logFile } = this.#options;
      const toCaller = (line: string): void => onLine?.(line, info);
      const result = await runStage({
        ...known,
        info,
        job: this.#state,
        nodes,
        clock,
        onLine: toCaller,
        logFile: logFile?.(info),
        signal,
      });
      this.#setStatus(signal?.aborted === true ? 'Canceled' : jobStatusAfter(this.#status, result.result));
      return result;
    } finally {
      scope.close();
      this.#isBusy = false;
    }
  }

  /** Variables that exist only while the step runs. */
  #openScope({ name, displayName }: StepInfo): { close(): void } {
    const { variables } = this.#state;
    const id = nameGuid(`${variables.get('System.JobId') ?? ''}/${name}`);
    const values = {
      'System.TaskInstanceId': id,
      'System.TaskInstanceName': name,
      'System.TaskDisplayName': displayName,
    };
    Object.entries(values).forEach(([key, value]) => variables.set({ name: key, value, readOnly: true }));
    return { close: () => Object.keys(values).forEach((key) => variables.unset(key)) };
  }

  #setStatus(status: JobStatus): void {
    this.#status = status;
    this.#state.variables.set({ name: 'Agent.JobStatus', value: status, readOnly: true });
  }
}

function displayNameOf({ step, definition }: KnownStep, stage: Stage): string {
  const own = step.displayName ?? definition.friendlyName;
  const prefix = { preJob: 'Pre-job: ', main: '', postJob: 'Post-job: ' }[stage];
  return prefix + own;
}
