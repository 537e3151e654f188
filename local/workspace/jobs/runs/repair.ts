import type { Fields } from '../../http/fields';
import { invalidParameter, Refusal } from '../../http/refusal';
import { runIdentity, type Job } from '../settings/job';
import { runNowSettings } from '../settings/run-now-settings';
import type { TaskSettings } from '../settings/task-settings';
import type { Run, RunOrigin } from './run';
import { isSuccess } from './start-decision';

/** The tasks that run again, with the settings for them. */
export interface Repair {
  readonly origin: RunOrigin;
  readonly keys: ReadonlySet<string>;
}

/** Checks a runs/repair call. A repair uses the job's current settings, not those at the start of the run. */
export function repairOf(run: Run, fields: Fields, job: Job | undefined): Repair {
  if (run.outcome === undefined) {
    throw new Refusal(400, 'INVALID_STATE', `Run ${run.runId} is still active and cannot be repaired.`);
  }
  requireLatestRepair(run, fields);
  const origin = originOf(run, fields, job);
  return { origin, keys: keysOf(run, origin.settings.tasks, fields) };
}

function requireLatestRepair({ runId, repairs }: Run, fields: Fields): void {
  const latest = repairs.at(-1)?.repairId;
  const named = fields.optionalId('latest_repair_id');
  if (latest !== named) {
    const expected = latest === undefined ? 'which was not repaired yet' : `whose latest repair is ${latest}`;
    throw invalidParameter(`latest_repair_id ${named ?? 'is missing and'} does not fit run ${runId}, ${expected}.`);
  }
}

function originOf({ origin }: Run, fields: Fields, current: Job | undefined): RunOrigin {
  const { settings, jobParameters, jobId } = origin;
  const now = new Map(current?.run.tasks.map((task) => [task.key, task]));
  const tasks = settings.tasks.map((task) => now.get(task.key) ?? task);
  const parameters = Object.entries(jobParameters).map(([name, value]) => ({ name, default: value }));
  const job = { jobId, run: { ...settings, tasks }, parameters };
  const runAs = current === undefined ? origin.runAs : runIdentity(current);
  return { ...origin, runAs, ...runNowSettings(job, fields) };
}

function keysOf({ runId, attempts }: Run, tasks: readonly TaskSettings[], fields: Fields): ReadonlySet<string> {
  const asked = fields.texts('rerun_tasks') ?? [];
  const isAllFailed = fields.flag('rerun_all_failed_tasks');
  if (asked.length > 0 === isAllFailed) {
    throw invalidParameter('Exactly one of rerun_tasks and rerun_all_failed_tasks must be specified.');
  }
  const unknown = asked.filter((key) => !tasks.some((task) => task.key === key));
  if (unknown.length > 0) {
    throw invalidParameter(`Run ${runId} has no task ${unknown.join(', ')}.`);
  }
  const hasFailed = ({ key }: TaskSettings) => {
    const outcome = attempts.findLast(({ task }) => task.key === key)?.outcome;
    return outcome !== undefined && !isSuccess(outcome.ending);
  };
  const keys = new Set(isAllFailed ? tasks.filter(hasFailed).map(({ key }) => key) : asked);
  if (keys.size === 0) {
    throw invalidParameter(`Run ${runId} has no failed tasks to repair.`);
  }
  return fields.flag('rerun_dependent_tasks') ? withDependents(keys, tasks) : keys;
}

function withDependents(keys: ReadonlySet<string>, tasks: readonly TaskSettings[]): ReadonlySet<string> {
  const found = new Set(keys);
  for (let size = 0; size < found.size;) {
    size = found.size;
    tasks.filter(({ dependsOn }) => dependsOn.some((key) => found.has(key))).forEach(({ key }) => found.add(key));
  }
  return found;
}
