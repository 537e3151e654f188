import { hint } from '../../../lib/core/nearest';
import type { Findings } from '../read/finding';
import type { Origin, Text } from '../read/node';
import { positionWithin } from '../read/position-within';
import { runtimeExpression } from '../schema/runtime-expression';
import type { TaskCatalog } from '../schema/task-catalog';
import { unitNamed } from './dependencies';
import { pathsIn } from './expression-paths';
import { judgeKey, outputsOf } from './output-keys';
import { isNamed, type Plan, type PlannedJob, type PlannedStage, type PlannedVariable, type Unit } from './plan';

/** Resolves what conditions and variables read of other jobs and stages to who sets it. */
export function checkOutputReferences(plan: Plan, tasks: TaskCatalog, findings: Findings): void {
  for (const stage of plan.stages) {
    const check = new ReferenceCheck(plan, { stage, tasks, findings });
    check.condition(stage.condition);
    check.variables(stage.variables);
    for (const job of stage.jobs) {
      check.condition(job.condition, job);
      check.variables(job.variables, job);
    }
  }
}

interface Surroundings {
  readonly stage: PlannedStage;
  readonly tasks: TaskCatalog;
  readonly findings: Findings;
}

class ReferenceCheck {
  readonly #plan: Plan;
  readonly #around: Surroundings;

  constructor(plan: Plan, around: Surroundings) {
    this.#plan = plan;
    this.#around = around;
  }

  condition(condition: Text | undefined, job?: PlannedJob): void {
    if (condition !== undefined) {
      this.#source({ text: condition, source: condition.text, at: 0 }, job);
    }
  }

  variables(variables: readonly PlannedVariable[], job?: PlannedJob): void {
    for (const { value } of variables) {
      const expression = runtimeExpression(value.text);
      if (expression !== undefined) {
        this.#source({ text: value, ...expression }, job);
      }
    }
  }

  #source({ text, source, at }: { text: Text; source: string; at: number }, job: PlannedJob | undefined): void {
    for (const { path, offset } of pathsIn(source)) {
      const position = positionWithin(text, at + offset);
      const [root, ...rest] = path;
      if (root?.toLowerCase() === 'dependencies') {
        this.#dependency(rest, position, job);
      } else if (root?.toLowerCase() === 'stagedependencies') {
        this.#stageDependency(rest, position);
      }
    }
  }

  /** In a job these are jobs of its stage, in a stage the stages. */
  #dependency([name, member, key]: readonly string[], at: Origin, job: PlannedJob | undefined): void {
    const { stage } = this.#around;
    if (name === undefined) {
      return;
    }
    if (job === undefined) {
      const producer = this.#direct(name, { unit: stage, among: this.#plan.stages, kind: 'stage' }, at);
      if (producer !== undefined && this.#isOutput(member, at) && key !== undefined) {
        this.#keyOfStage(key, producer, at);
      }
      return;
    }
    const producer = this.#direct(name, { unit: job, among: stage.jobs, kind: 'job' }, at);
    if (producer !== undefined && this.#isOutput(member, at) && key !== undefined) {
      this.#key(key, producer, at);
    }
  }

  #stageDependency([stageName, jobName, member, key]: readonly string[], at: Origin): void {
    const among = { unit: this.#around.stage, among: this.#plan.stages, kind: 'stage' } as const;
    const stage = stageName === undefined ? undefined : this.#direct(stageName, among, at);
    if (stage === undefined || jobName === undefined) {
      return;
    }
    if (isNamed(jobName, 'outputs') && member !== undefined) {
      this.#keyOfStage(member, stage, at);
      return;
    }
    const job = unitNamed(jobName, stage.jobs);
    if (job === undefined) {
      const names = stage.jobs.map(({ name }) => name);
      this.#error(at, `stage '${stage.name}' has no job '${jobName}'; ${hint(jobName, names)}`);
    } else if (this.#isOutput(member, at) && key !== undefined) {
      this.#key(key, job, at);
    }
  }

  /** The unit of that name, if it is waited for directly: of others nothing can be read. */
  #direct<T extends Unit>(
    name: string,
    { unit, among, kind }: { unit: Unit; among: readonly T[]; kind: string },
    at: Origin,
  ): T | undefined {
    const found = unitNamed(name, among);
    const names = unit.dependsOn.map((dependency) => dependency.name);
    if (names.some((known) => isNamed(known, name))) {
      return found;
    }
    const exists =
      found === undefined ? `there is no ${kind} '${name}'` : `${kind} '${unit.name}' does not depend on '${name}'`;
    const known = names.length === 0 ? `'${unit.name}' depends on none` : hint(name, names);
    const advice = found === undefined ? known : 'add it to dependsOn, or the value is empty';
    this.#error(at, `${exists}; ${advice}`);
    return undefined;
  }

  #isOutput(member: string | undefined, at: Origin): boolean {
    const isKnown = member === undefined || isNamed(member, 'result') || isNamed(member, 'outputs');
    if (!isKnown) {
      this.#error(at, `a dependency has 'result' and 'outputs', not '${member}'`);
    }
    return isKnown && member !== undefined && isNamed(member, 'outputs');
  }

  #keyOfStage(key: string, stage: PlannedStage, at: Origin): void {
    const [jobName = '', ...rest] = key.split('.');
    const job = unitNamed(jobName, stage.jobs);
    if (job === undefined) {
      const names = stage.jobs.map(({ name }) => `${name}.…`);
      this.#error(at, `there is no output '${key}' of stage '${stage.name}'; start with a job: ${names.join(', ')}`);
      return;
    }
    this.#key(rest.join('.'), job, at);
  }

  #key(key: string, job: PlannedJob, at: Origin): void {
    const { tasks, findings } = this.#around;
    if (
      job.kind === 'deployment' &&
      job.runs.filter(({ steps }) => steps.some(({ name }) => name !== undefined)).length > 1
    ) {
      const message = `deployment '${job.name}' has named steps in several hooks; the keys of their outputs are not documented`;
      findings.assume(at, 'output', message);
      return;
    }
    const verdict = judgeKey(key, outputsOf(job, tasks));
    if (verdict !== undefined) {
      findings.add({
        severity: verdict.severity,
        rule: 'output',
        at,
        message: `job '${job.name}': ${verdict.problem}`,
      });
    }
  }

  #error(at: Origin, message: string): void {
    this.#around.findings.error(at, 'output', message);
  }
}
