import { isJsonList, scalarText, type JsonObject } from '../../core/lossless-json';
import { idOf, numberOf, objectOf, objectsOf, textOf } from './fields';

/** The service's two descriptions of a run's state: `status` (new) and `state` (old). */
export interface RunState {
  readonly status: string | undefined;
  readonly terminationType: string | undefined;
  readonly terminationCode: string | undefined;
  readonly terminationMessage: string | undefined;
  readonly lifeCycleState: string | undefined;
  readonly resultState: string | undefined;
  readonly stateMessage: string | undefined;
  readonly queueReason: string | undefined;
}

export interface TaskRun {
  readonly id: string;
  readonly key: string;
  /** Its kind by the field in the API, e.g. notebook_task; undefined if unknown. */
  readonly kind: string | undefined;
  readonly attempt: number;
  readonly pageUrl: string | undefined;
  readonly state: RunState;
}

export interface Run {
  readonly id: string;
  readonly jobId: string | undefined;
  readonly name: string | undefined;
  readonly pageUrl: string | undefined;
  readonly state: RunState;
  /** The latest attempt of each task. */
  readonly tasks: readonly TaskRun[];
  /** Milliseconds since the epoch, by the service's clock. */
  readonly startTime: number | undefined;
  readonly endTime: number | undefined;
}

export function readRun(json: JsonObject, runId: string): Run {
  return {
    id: idOf(json, 'run_id') ?? runId,
    jobId: idOf(json, 'job_id'),
    name: textOf(json, 'run_name'),
    pageUrl: textOf(json, 'run_page_url'),
    state: readState(json),
    tasks: latestAttempts(objectsOf(json, 'tasks').map(readTask)),
    startTime: momentOf(json, 'start_time'),
    endTime: momentOf(json, 'end_time'),
  };
}

/** IDs of all attempts of all tasks, including those that repairs replaced if the response has the history. */
export function taskRunIds(json: JsonObject): readonly string[] {
  const attempts = objectsOf(json, 'tasks').flatMap((task) => idOf(task, 'run_id') ?? []);
  const replaced = objectsOf(json, 'repair_history').flatMap(({ task_run_ids: ids }) => (isJsonList(ids) ? ids : []));
  return [...attempts, ...replaced.map((id) => scalarText(id))];
}

/** The service returns 0 for what has not happened yet. */
function momentOf(json: JsonObject, name: string): number | undefined {
  const moment = numberOf(json, name);
  return moment === 0 ? undefined : moment;
}

function readTask(json: JsonObject): TaskRun {
  return {
    id: idOf(json, 'run_id') ?? '',
    key: textOf(json, 'task_key') ?? '',
    kind: Object.keys(json).find((name) => name.endsWith('_task')),
    attempt: numberOf(json, 'attempt_number') ?? 0,
    pageUrl: textOf(json, 'run_page_url'),
    state: readState(json),
  };
}

function readState(json: JsonObject): RunState {
  const status = objectOf(json, 'status') ?? {};
  const termination = objectOf(status, 'termination_details') ?? {};
  const state = objectOf(json, 'state') ?? {};
  return {
    status: textOf(status, 'state'),
    terminationType: textOf(termination, 'type'),
    terminationCode: textOf(termination, 'code'),
    terminationMessage: textOf(termination, 'message'),
    lifeCycleState: textOf(state, 'life_cycle_state'),
    resultState: textOf(state, 'result_state'),
    stateMessage: textOf(state, 'state_message'),
    queueReason: textOf(state, 'queue_reason') ?? textOf(objectOf(status, 'queue_details') ?? {}, 'message'),
  };
}

/** A retried task is listed once per attempt. */
function latestAttempts(tasks: readonly TaskRun[]): readonly TaskRun[] {
  const latest = new Map<string, TaskRun>();
  for (const task of tasks) {
    const known = latest.get(task.key);
    if (known === undefined || known.attempt <= task.attempt) {
      latest.set(task.key, task);
    }
  }
  return [...latest.values()];
}
