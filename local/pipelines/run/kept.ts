import type { Plan, PlannedStage, Unit } from '../plan/plan';
import { isSuccess, type JobEnd, type StageEnd } from './ends';
import type { RunEvent } from './events';
import { waitedForBy } from './order';
import type { Kept } from './run-tools';

/**
 * What a run that goes on leaves as it is: jobs that succeeded, unless they wait for one that runs again. A stage runs
 * again if it failed, was canceled, was not approved or never came to an end, or waits for such a stage.
 */
export function keptOf(plan: Plan, events: readonly RunEvent[]): Kept {
  const before = endsIn(events);
  const again = runAgain(plan.stages, (stage) => !isSettled(stage, before));
  const stages = new Map<string, StageEnd>();
  const jobs = new Map<string, JobEnd>();
  for (const stage of plan.stages) {
    const key = stage.name.toLowerCase();
    const result = before.stages.get(key);
    const ends = new Map(
      stage.jobs.flatMap((job) => {
        const end = before.jobs.get(jobKey(stage, job));
        return end === undefined ? [] : [[job.name.toLowerCase(), end] as const];
      }),
    );
    if (result !== undefined && !again.has(key)) {
      stages.set(key, { result, jobs: ends });
    } else if (![...waitedForBy(stage, plan.stages)].some((name) => again.has(name))) {
      const jobsAgain = runAgain(stage.jobs, (job) => !isSuccess(ends.get(job.name.toLowerCase())?.result));
      ends.forEach((end, name) => !jobsAgain.has(name) && jobs.set(`${key}/${name}`, end));
    }
  }
  return { stages, jobs };
}

interface Before {
  readonly stages: Map<string, StageEnd['result']>;
  /** By `stage/job`. */
  readonly jobs: Map<string, JobEnd>;
  /** Stages that nobody approved at the end. */
  readonly unapproved: Set<string>;
}

/** The last word on each stage and job. */
function endsIn(events: readonly RunEvent[]): Before {
  const before: Before = { stages: new Map(), jobs: new Map(), unapproved: new Set() };
  for (const event of events) {
    if (event.kind === 'stage ended') {
      before.stages.set(event.stage.toLowerCase(), event.result);
    } else if (event.kind === 'job ended' && event.part === undefined) {
      const { stage, job = '', result, outputs } = event;
      const end = { name: job, result, outputs: new Map(Object.entries(outputs)), secret: new Set<string>() };
      before.jobs.set(`${stage}/${job}`.toLowerCase(), end);
    } else if (event.kind === 'approval' && event.job === undefined) {
      before.unapproved[event.decision === 'approved' ? 'delete' : 'add'](event.stage.toLowerCase());
    }
  }
  return before;
}

function isSettled({ name }: PlannedStage, { stages, unapproved }: Before): boolean {
  const result = stages.get(name.toLowerCase());
  return isSuccess(result) || (result === 'Skipped' && !unapproved.has(name.toLowerCase()));
}

function runAgain<U extends Unit>(units: readonly U[], isOpen: (unit: U) => boolean): ReadonlySet<string> {
  const open = new Set(units.filter(isOpen).map(({ name }) => name.toLowerCase()));
  const waiting = units.filter((unit) => [...waitedForBy(unit, units)].some((name) => open.has(name)));
  return new Set([...open, ...waiting.map(({ name }) => name.toLowerCase())]);
}

function jobKey(stage: PlannedStage, { name }: Unit): string {
  return `${stage.name}/${name}`.toLowerCase();
}
