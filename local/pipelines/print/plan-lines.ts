import type { Plan, PlannedJob, PlannedStage, PlannedStep, Unit } from '../plan/plan';
import type { StepSources } from '../plan/value-sources';
import { entryOf, shortened, textAt, valueAt } from '../read/node';

/** The plan as an indented outline: what runs, after what, under which condition, and where its values come from. */
export function planLines(plan: Plan, sources: StepSources): readonly string[] {
  return plan.stages.flatMap((stage) => stageLines(stage, sources));
}

function stageLines(stage: PlannedStage, sources: StepSources): readonly string[] {
  const head = stage.isImplied ? 'one stage, implied' : `stage ${titled(stage.name, stage.title)}`;
  const manual = stage.isManual ? ', started by hand' : '';
  return [`${head}${manual}${waits(stage)}`, ...stage.jobs.flatMap((job) => jobLines(job, sources))];
}

function jobLines(job: PlannedJob, sources: StepSources): readonly string[] {
  const legs =
    job.legs === undefined ? '' : ` × ${job.legs === 'unknown' ? 'legs made at run time' : job.legs.join(', ')}`;
  const { environment, pool } = job;
  const resource = environment?.resource === undefined ? '' : `.${environment.resource}`;
  const where = environment === undefined ? '' : `, environment ${environment.name}${resource}`;
  const on = pool === undefined ? '' : `, on ${pool}`;
  return [
    `  ${job.kind} ${titled(job.name, job.title)}${legs}${where}${on}${waits(job)}`,
    ...job.runs.flatMap(({ hook, steps }) => [
      ...(hook === undefined ? [] : [`    ${hook}`]),
      ...steps.flatMap((step) => stepLines(step, hook === undefined ? '    ' : '      ', sources)),
    ]),
  ];
}

function stepLines(step: PlannedStep, margin: string, sources: StepSources): readonly string[] {
  const what = textAt(step.node, step.does) ?? textAt(valueAt(step.node, 'inputs'), 'script');
  const title = step.title ?? (what === undefined ? '' : shortened(what));
  const condition = step.condition === undefined ? '' : `, if ${oneLine(step.condition.text)}`;
  const isOff = entryOf(step.node, 'enabled') !== undefined && textAt(step.node, 'enabled')?.toLowerCase() === 'false';
  const notes = [step.isImplied ? 'implied' : '', isOff ? 'switched off' : ''].filter((note) => note !== '');
  const head = `${margin}- ${step.does}${title === '' ? '' : ` "${title}"`}${step.name === undefined ? '' : ` as ${step.name}`}`;
  const values = sources.get(step) ?? [];
  return [
    `${head}${condition}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`,
    ...values.map(({ what: value, from }) => `${margin}    ${value}: ${from}`),
  ];
}

function waits({ dependsOn, condition }: Unit): string {
  const names = dependsOn.map(({ name }) => name);
  const after = names.length === 0 ? '' : `, after ${names.join(', ')}`;
  return `${after}${condition === undefined ? '' : `, if ${oneLine(condition.text)}`}`;
}

function titled(name: string, title: string | undefined): string {
  return title === undefined ? name : `${name} "${title}"`;
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}
