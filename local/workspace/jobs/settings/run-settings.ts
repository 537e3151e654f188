import type { JsonObject } from '../../../../lib/core/lossless-json';
import { Fields } from '../../http/fields';
import { invalidParameter } from '../../http/refusal';
import { computeScope, type ComputeScope } from './compute';
import { requireGraph } from './task-graph';
import { taskSettings, type TaskSettings } from './task-settings';

/** What a run executes, from a job or a submit body. */
export interface RunSettings {
  readonly name: string;
  readonly tasks: readonly TaskSettings[];
  /** 0 means no limit. */
  readonly timeoutSeconds: number;
  readonly queueEnabled: boolean;
}

const MAX_TASKS = 1000;

export function submitSettings(fields: Fields, missingClusters: readonly string[]): RunSettings {
  // Only jobs have job clusters; a one-time run cannot refer to one.
  const scope = computeScope(fields, [], missingClusters);
  return { ...settingsOf(fields, scope), name: fields.optionalText('run_name') ?? 'Untitled' };
}

export function jobRunSettings(json: JsonObject, missingClusters: readonly string[]): RunSettings {
  const fields = new Fields(json);
  const scope = computeScope(fields, fields.objects('job_clusters'), missingClusters);
  return { ...settingsOf(fields, scope), name: fields.optionalText('name') ?? 'Untitled' };
}

function settingsOf(fields: Fields, scope: ComputeScope): Omit<RunSettings, 'name'> {
  if (fields.has('git_source')) {
    throw invalidParameter('The workspace stand-in does not check out a git_source.');
  }
  const tasks = fields.objects('tasks').map((task) => taskSettings(task, scope));
  if (tasks.length === 0 || tasks.length > MAX_TASKS) {
    throw invalidParameter(`The number of tasks must be between 1 and ${MAX_TASKS}, not ${tasks.length}.`);
  }
  requireGraph(tasks);
  return {
    tasks,
    timeoutSeconds: fields.wholeNumber('timeout_seconds') ?? 0,
    queueEnabled: new Fields(fields.object('queue') ?? {}).flag('enabled'),
  };
}
