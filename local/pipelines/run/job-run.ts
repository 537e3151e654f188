import { ExpressionError } from '../expressions/expression-error';
import type { Value } from '../expressions/value';
import type { PlannedJob } from '../plan/plan';
import { textAt } from '../read/node';
import { endingOf, runPart, together, type Part } from './agent-job';
import type { JobLimits } from './deadline';
import { runServerJob } from './decided-here';
import { jobDependencies, jobsOfStages } from './dependency-values';
import { ended, tolerated, worstOf, type JobEnd } from './ends';
import { KEPT, NOT_REACHED } from './events';
import { legsOf, MatrixError } from './legs';
import { inOrder, Slots, waitedForBy } from './order';
import type { StageContext } from './run-context';
import { isMet } from './runtime-evaluation';
import type { Place } from './scope';
import { statusOfDependencies } from './status-functions';
import type { Result } from './step-runner';
import { withValues, type RunVariable, type VariableSet } from './variable-set';

const MINUTE_MS = 60_000;
const USUAL_MINUTES = '60';
const USUAL_CANCEL_MINUTES = '5';

/** Runs all jobs of a stage whose turn has come. */
export async function runJobs(context: StageContext): Promise<void> {
  await inOrder(context.stage.jobs, async (job) => {
    const end = await new JobRun(job, context).run();
    context.jobs.set(job.name.toLowerCase(), end);
    end.secret.forEach((key) => context.run.tools.masker.addVariable(end.outputs.get(key) ?? ''));
  });
}

class JobRun {
  readonly #job: PlannedJob;
  readonly #context: StageContext;
  readonly #where: { readonly stage: string; readonly job: string };

  constructor(job: PlannedJob, context: StageContext) {
    this.#job = job;
    this.#context = context;
    this.#where = { stage: context.stage.name, job: job.name };
  }

  async run(): Promise<JobEnd> {
    const { request, tools } = this.#context.run;
    const kept = request.kept.jobs.get(`${this.#where.stage}/${this.#where.job}`.toLowerCase());
    if (kept !== undefined) {
      return this.#ended(kept, KEPT);
    }
    try {
      const variables = this.#variables();
      if (!this.#holds(variables)) {
        const result = tools.cancel.aborted ? 'Canceled' : 'Skipped';
        return this.#ended(ended(this.#job.name, result), this.#whyNot(result));
      }
      tools.emit({ kind: 'job started', title: this.#job.title ?? this.#job.name, ...this.#where });
      const end = await this.#runParts(variables);
      return this.#ended({ ...end, result: tolerated(end.result, this.#continuesOnError(variables)) });
    } catch (error) {
      if (error instanceof ExpressionError || error instanceof MatrixError) {
        return this.#ended(ended(this.#job.name, 'Failed'), error.message);
      }
      throw error;
    }
  }

  #runParts(variables: VariableSet): Promise<JobEnd> {
    const { tools } = this.#context.run;
    if (this.#job.pool?.toLowerCase() === 'server') {
      return runServerJob({ job: this.#job, where: this.#where, variables, cancel: tools.cancel }, tools);
    }
    return this.#job.kind === 'deployment' ? this.#runHooks(variables) : this.#runLegs(variables);
  }

  async #runLegs(variables: VariableSet): Promise<JobEnd> {
    const { legs, most } = legsOf(this.#job.node, (text) => this.#text(text, variables));
    const atOnce = new Slots(most ?? legs.length);
    const steps = this.#job.runs.flatMap((run) => run.steps);
    const ends = legs.map(({ name, variables: own }) =>
      atOnce.within(() => {
        const prefix = name === undefined ? '' : `${name}.`;
        return runPart({ ...this.#part(withAll(variables, own)), name, steps, prefix }, this.#context);
      }),
    );
    return together(this.#job, await Promise.all(ends));
  }

  /** Each hook is a job of its own; the last one depends on how the others ended. */
  async #runHooks(variables: VariableSet): Promise<JobEnd> {
    const { runs, environment, name } = this.#job;
    const prefix = environment?.resource === undefined ? `${name}.` : `Deploy_${environment.resource}.`;
    const ends: JobEnd[] = [];
    const runHook = async (hook: string): Promise<void> => {
      const found = runs.find((run) => run.hook === hook);
      if (found !== undefined) {
        ends.push(await runPart({ ...this.#part(variables), name: hook, steps: found.steps, prefix }, this.#context));
      }
    };
    const status = (): Result => worstOf(ends.map(({ result }) => result));
    for (const hook of LIFECYCLE) {
      if (status() !== 'Failed' && status() !== 'Canceled') {
        await runHook(hook);
      }
    }
    await runHook(status() === 'Failed' ? 'on.failure' : status() === 'Canceled' ? '' : 'on.success');
    return together(this.#job, ends);
  }

  #part(variables: VariableSet): Omit<Part, 'name' | 'steps' | 'prefix'> {
    return {
      job: this.#job,
      variables,
      limits: this.#limits(variables),
      isWanted: () => this.#holds(variables),
    };
  }

  #limits(variables: VariableSet): JobLimits {
    const minutes = (key: string, usual: string): number =>
      Number(this.#text(textAt(this.#job.node, key) ?? usual, variables)) * MINUTE_MS;
    const timeoutMs = minutes('timeoutInMinutes', USUAL_MINUTES);
    return {
      timeoutMs: timeoutMs > 0 ? timeoutMs : undefined,
      cancelTimeoutMs: minutes('cancelTimeoutInMinutes', USUAL_CANCEL_MINUTES),
    };
  }

  #continuesOnError(variables: VariableSet): boolean {
    const written = textAt(this.#job.node, 'continueOnError') ?? '';
    return this.#text(written, variables).toLowerCase() === 'true';
  }

  #text(written: string, variables: VariableSet): string {
    return withValues(this.#context.run.scopes.text(written, variables, this.#place()), variables);
  }

  #variables(): VariableSet {
    return this.#context.run.scopes.within(this.#context.variables, this.#job.variables, this.#place());
  }

  #place(): Place {
    const { stage, jobs, run } = this.#context;
    const others: Readonly<Record<string, Value>> = {
      dependencies: jobDependencies(this.#job, jobs),
      stageDependencies: jobsOfStages(stage, run.stages),
    };
    return { others, where: this.#where };
  }

  #holds(variables: VariableSet): boolean {
    const { run, stage, jobs } = this.#context;
    const results = [...waitedForBy(this.#job, stage.jobs)].map(
      (name) => [name, jobs.get(name)?.result ?? 'Skipped'] as const,
    );
    return isMet(this.#job.condition?.text, {
      names: { ...run.scopes.names(variables), ...this.#place().others },
      functions: statusOfDependencies(new Map(results), run.tools.cancel.aborted),
    });
  }

  #whyNot(result: Result): string {
    return result === 'Canceled'
      ? 'the run was canceled'
      : this.#job.condition === undefined
        ? NOT_REACHED
        : 'its condition does not hold';
  }

  #ended(end: JobEnd, why?: string): JobEnd {
    const reason = why === undefined ? {} : { why };
    this.#context.run.tools.emit({ kind: 'job ended', ...endingOf(end), ...reason, ...this.#where });
    return end;
  }
}

const LIFECYCLE = ['preDeploy', 'deploy', 'routeTraffic', 'postRouteTraffic'];

function withAll(variables: VariableSet, more: readonly RunVariable[]): VariableSet {
  return new Map([...variables, ...more.map((variable) => [variable.name.toLowerCase(), variable] as const)]);
}
