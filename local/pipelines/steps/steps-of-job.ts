import { join } from 'node:path';
import type { Clock } from '../../../lib/core/clock';
import { startJob, type AgentJob, type StepInfo, type StepResult } from '../../agent/job';
import { JobProcesses } from '../../agent/process/job-processes';
import type { VariableView } from '../../agent/variables/variables';
import type { JobSetup, RunnableStep, RunningJob, StepOutcome } from '../run/step-runner';
import { JobReport } from './job-report';
import { jobVariables } from './job-variables';
import { outcomeOf } from './outcome';
import type { RunService } from './run-service';
import { workOf, type StepWork } from './step-work';
import type { TaskIndex } from './task-index';

export interface StepTools {
  readonly clock: Clock;
  readonly tasks: TaskIndex;
  readonly service: RunService;
}

/** The steps of one job, on an agent of their own. */
export class StepsOfJob implements RunningJob {
  readonly #setup: JobSetup;
  readonly #processes = new JobProcesses();
  readonly #agent: AgentJob;
  readonly #works: ReadonlyMap<RunnableStep, StepWork>;
  readonly #service: RunService;
  readonly #token: string;
  readonly #report: JobReport;
  #prepared: readonly StepOutcome[] = [];
  #logs = 0;

  constructor(setup: JobSetup, { clock, tasks, service }: StepTools) {
    this.#setup = setup;
    this.#service = service;
    const { steps, workspace } = setup;
    this.#works = new Map(steps.map((step) => [step, workOf(step, { workspace, tasks, steps })]));
    const { variables, jobId } = jobVariables(setup, service);
    this.#token = service.run.openJob(jobId);
    this.#report = new JobReport(setup, { run: service.run, jobId, now: () => clock.now() });
    this.#agent = startJob({
      folder: setup.folder,
      nodes: workspace.nodes,
      variables,
      endpoints: workspace.connections,
      artifacts: workspace.artifacts,
      processes: this.#processes,
      clock,
      logFile: (info) => this.#logFile(info),
      onLine: (line, { name }) => setup.onLine(name, line),
      systemAccessToken: this.#token,
    });
    setup.kill.addEventListener('abort', () => void this.#processes.close(), { once: true });
  }

  get variables(): VariableView {
    return this.#agent.variables;
  }

  get prepared(): readonly StepOutcome[] {
    return this.#prepared;
  }

  async prepare(): Promise<void> {
    const { cancel, kill } = this.#setup;
    const steps = [...this.#works.values()].map(({ step }) => step);
    const results = await this.#agent.prepare(steps, { signal: AbortSignal.any([cancel, kill]) });
    this.#prepared = results.map((result) => this.#outcome(result));
  }

  async run(step: RunnableStep, cancel: AbortSignal): Promise<StepOutcome> {
    const work = this.#works.get(step);
    if (work === undefined) {
      throw new Error(`Step '${step.name}' is not one of this job.`);
    }
    const before = this.variables.get('Build.BuildNumber');
    const signal = AbortSignal.any([cancel, this.#setup.kill]);
    this.#report.started(step);
    const result = await this.#agent.runStep(work.step, { signal });
    this.#report.ended(result);
    return this.#outcome(result, { work, before });
  }

  async close(): Promise<readonly StepOutcome[]> {
    try {
      if (this.#setup.kill.aborted) {
        return [];
      }
      const results = await this.#agent.finish();
      return results.map((result) => this.#outcome(result));
    } finally {
      this.#report.closed(this.#agent.status);
      this.#service.run.closeJob(this.#token);
      await this.#processes.close();
    }
  }

  #outcome(result: StepResult, { work, before }: { work?: StepWork; before?: string | undefined } = {}): StepOutcome {
    const number = this.variables.get('Build.BuildNumber');
    this.#service.run.buildNumber = number ?? '';
    return outcomeOf(result, {
      logs: this.#setup.logs,
      assumptions: work?.assumptions ?? [],
      isSecret: (name) => this.variables.isSecret(name),
      buildNumber: work === undefined || number === before ? undefined : number,
    });
  }

  /** Numbered, so that a folder lists them in the order in which they ran. */
  #logFile({ name, stage }: StepInfo): string {
    this.#logs += 1;
    const prefix = { preJob: 'pre-job-', main: '', postJob: 'post-job-' }[stage];
    return join(this.#setup.logs, `${String(this.#logs).padStart(2, '0')}-${prefix}${safeName(name)}.log`);
  }
}

function safeName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(0, 100);
}
