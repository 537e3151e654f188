import type { Plan, PlannedJob, PlannedStage, PlannedStep, Unit } from '../plan/plan';
import type { StepSources } from '../plan/value-sources';

/** The plan for programs. */
export function planJson(plan: Plan, sources: StepSources): object {
  return { stages: plan.stages.map((stage) => stageJson(stage, sources)) };
}

function stageJson(stage: PlannedStage, sources: StepSources): object {
  const { isImplied: implied, isManual: manual, title } = stage;
  return { ...unitJson(stage), title, implied, manual, jobs: stage.jobs.map((job) => jobJson(job, sources)) };
}

function jobJson(job: PlannedJob, sources: StepSources): object {
  const { kind, title, pool, environment, legs, runs } = job;
  const steps = runs.map(({ hook, steps: own }) => ({ hook, steps: own.map((step) => stepJson(step, sources)) }));
  const where = environment && { name: environment.name, resource: environment.resource };
  return { ...unitJson(job), kind, title, pool, environment: where, legs, runs: steps };
}

function stepJson(step: PlannedStep, sources: StepSources): object {
  const { does, name, title, condition, isImplied: implied } = step;
  return { does, name, title, condition: condition?.text, implied, values: sources.get(step) ?? [] };
}

function unitJson({ name, dependsOn, condition, at: { file, line, column } }: Unit): object {
  const names = dependsOn.map((dependency) => dependency.name);
  return { name, dependsOn: names, condition: condition?.text, at: { file, line, column } };
}
