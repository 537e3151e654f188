import { ExpressionError } from '../expressions/expression-error';
import type { PlannedStage } from '../plan/plan';
import { textAt } from '../read/node';
import { refusedByChecks } from './approvals';
import { jobsOfStages, stageDependencies } from './dependency-values';
import { worstOf, type StageEnd } from './ends';
import { decisionText, KEPT } from './events';
import { runJobs } from './job-run';
import { waitedForBy } from './order';
import type { RunContext, StageContext } from './run-context';
import type { Lock, LockBehavior } from './run-tools';
import { isMet } from './runtime-evaluation';
import { statusOfDependencies } from './status-functions';
import type { Result } from './step-runner';
import { withValues, type VariableSet } from './variable-set';

/** Runs a stage whose turn has come: condition, checks of its environments, approval, exclusive use, jobs. */
export async function runStage(stage: PlannedStage, run: RunContext): Promise<StageEnd> {
  const kept = run.request.kept.stages.get(stage.name.toLowerCase());
  const end = kept ?? (await new StageRun(stage, run).run());
  if (kept !== undefined) {
    run.tools.emit({
      kind: 'stage ended',
      stage: stage.name,
      result: kept.result,
      why: KEPT,
    });
  }
  return end;
}

/** Why a stage ends before its jobs begin. */
interface Refusal {
  readonly result: Result;
  readonly why: string;
}

class StageRun {
  readonly #stage: PlannedStage;
  readonly #run: RunContext;

  constructor(stage: PlannedStage, run: RunContext) {
    this.#stage = stage;
    this.#run = run;
  }

  async run(): Promise<StageEnd> {
    try {
      const { scopes, stages } = this.#run;
      const others = {
        dependencies: stageDependencies(this.#stage, stages),
        stageDependencies: jobsOfStages(this.#stage, stages),
      };
      const place = { others, where: { stage: this.#stage.name } };
      const variables = scopes.within(this.#run.variables, this.#stage.variables, place);
      if (!this.#holds(variables, others)) {
        return this.#ended(this.#whyNot());
      }
      return await this.#runAllowed(variables);
    } catch (error) {
      if (error instanceof ExpressionError) {
        return this.#ended({ result: 'Failed', why: error.message });
      }
      if (this.#run.tools.cancel.aborted && error === this.#run.tools.cancel.reason) {
        return this.#ended({ result: 'Canceled', why: 'the run was canceled' });
      }
      throw error;
    }
  }

  async #runAllowed(variables: VariableSet): Promise<StageEnd> {
    const environments = this.#environments(variables);
    const refusal = (await this.#startedByHand()) ?? (await this.#checked(environments));
    if (refusal !== undefined) {
      return this.#ended(refusal);
    }
    const lock = await this.#locked(environments);
    if (lock === 'overtaken') {
      return this.#ended({ result: 'Canceled', why: 'a newer run waits for the same environment' });
    }
    try {
      const context: StageContext = { run: this.#run, stage: this.#stage, variables, jobs: new Map() };
      this.#run.tools.emit({
        kind: 'stage started',
        stage: this.#stage.name,
        title: this.#stage.title ?? this.#stage.name,
      });
      await runJobs(context);
      const result = worstOf([...context.jobs.values()].map((job) => job.result));
      this.#run.tools.emit({ kind: 'stage ended', stage: this.#stage.name, result });
      return { result, jobs: context.jobs };
    } finally {
      lock?.release();
    }
  }

  #holds(variables: VariableSet, others: Readonly<Record<string, ReturnType<typeof stageDependencies>>>): boolean {
    const { stages, request, tools, scopes } = this.#run;
    const results = [...waitedForBy(this.#stage, request.plan.stages)].map(
      (name) => [name, stages.get(name)?.result ?? 'Skipped'] as const,
    );
    return isMet(this.#stage.condition?.text, {
      names: { ...scopes.names(variables), ...others },
      functions: statusOfDependencies(new Map(results), tools.cancel.aborted),
    });
  }

  #whyNot(): Refusal {
    if (this.#run.tools.cancel.aborted) {
      return { result: 'Canceled', why: 'the run was canceled' };
    }
    const why =
      this.#stage.condition === undefined ? 'a stage that it waits for did not succeed' : 'its condition does not hold';
    return { result: 'Skipped', why };
  }

  #environments(variables: VariableSet): readonly string[] {
    const names = this.#stage.jobs.flatMap(({ environment }) =>
      environment === undefined ? [] : [withValues(environment.name, variables)],
    );
    return [...new Set(names)];
  }

  async #startedByHand(): Promise<Refusal | undefined> {
    if (!this.#stage.isManual) {
      return undefined;
    }
    const { decision } = await this.#asked('a stage that is started by hand');
    return decision === 'approved' ? undefined : { result: 'Skipped', why: 'nobody started it by hand' };
  }

  /** In the order of the service: what a rule decides comes before what a person decides. */
  async #checked(environments: readonly string[]): Promise<Refusal | undefined> {
    const { request } = this.#run;
    const checks = environments.map((name) => ({
      name,
      checks: request.environments.get(name.toLowerCase()) ?? { hasApproval: true, isExclusive: false },
    }));
    for (const { name, checks: own } of checks) {
      const why = refusedByChecks(name, own, request.checkFacts);
      if (why !== undefined) {
        return { result: 'Failed', why };
      }
    }
    for (const { name } of checks.filter((check) => check.checks.hasApproval)) {
      const { decision, who, comment } = await this.#asked(`environment ${name}`, name);
      if (decision !== 'approved') {
        // https://learn.microsoft.com/azure/devops/pipelines/process/approvals: a timeout skips the stage.
        return decision === 'rejected'
          ? {
              result: 'Failed',
              why: `environment ${name} was ${decisionText({ decision, who })}${comment === '' ? '' : `: ${comment}`}`,
            }
          : { result: 'Skipped', why: `the approval of environment ${name} timed out` };
      }
    }
    return undefined;
  }

  async #asked(subject: string, environment?: string): ReturnType<RunContext['tools']['approver']['decide']> {
    const { tools } = this.#run;
    const stage = this.#stage.name;
    tools.emit({ kind: 'waiting', stage, for: `approval of ${subject}`, approval: subject });
    const request = { stage, subject, ...(environment === undefined ? {} : { environment }) };
    const answer = await tools.approver.decide(request, tools.cancel);
    tools.emit({ kind: 'approval', stage, subject, ...answer });
    return answer;
  }

  async #locked(environments: readonly string[]): Promise<Lock | 'overtaken' | undefined> {
    const { request, tools } = this.#run;
    const written = textAt(this.#stage.node, 'lockBehavior') ?? textAt(request.plan.node, 'lockBehavior');
    const names = environments.filter(
      (name) => written !== undefined || request.environments.get(name.toLowerCase())?.isExclusive === true,
    );
    if (names.length === 0) {
      return undefined;
    }
    const behavior: LockBehavior = written === 'sequential' ? 'sequential' : 'runLatest';
    tools.emit({ kind: 'waiting', stage: this.#stage.name, for: `exclusive use of ${names.join(', ')}` });
    return tools.locks.take(names, behavior, tools.cancel);
  }

  #ended({ result, why }: Refusal): StageEnd {
    this.#run.tools.emit({ kind: 'stage ended', stage: this.#stage.name, result, why });
    return { result, jobs: new Map() };
  }
}
