import { isJsonObject, toJson } from '../../../../lib/core/lossless-json';
import { Fields } from '../../http/fields';
import { invalidParameter } from '../../http/refusal';
import type { Job } from './job';
import type { RunSettings } from './run-settings';
import type { TaskSettings } from './task-settings';
import { FIELD_OF_WORK, parametersJson, type Work } from './work';

const MAX_PARAMETERS_BYTES = 10_000;
const FIELDS_OF_WORK = {
  notebook: ['notebook_params'],
  python_file: ['python_params'],
  wheel: ['python_params', 'python_named_params'],
} as const satisfies Record<Work['kind'], readonly string[]>;
const TASK_FIELDS = [
  'notebook_params',
  'python_params',
  'python_named_params',
  'jar_params',
  'spark_submit_params',
  'sql_params',
  'dbt_commands',
  'pipeline_params',
] as const;

/** What one run of a job executes, with the parameters of the run-now call. */
export interface RunNowSettings {
  readonly settings: RunSettings;
  readonly jobParameters: Readonly<Record<string, string>>;
}

/** The part of a job that a run needs. */
export type RunnableJob = Pick<Job, 'jobId' | 'run' | 'parameters'>;

export function runNowSettings(job: RunnableJob, fields: Fields): RunNowSettings {
  requireSmall(fields);
  requireFittingFields(job, fields);
  const tasks = chosen(job, fields.texts('only')).map((task) => withParameters(task, fields));
  const queue = fields.object('queue');
  const queueEnabled = queue === undefined ? job.run.queueEnabled : new Fields(queue).flag('enabled');
  return { settings: { ...job.run, tasks, queueEnabled }, jobParameters: jobParameters(job, fields) };
}

function requireFittingFields(job: RunnableJob, fields: Fields): void {
  const given = TASK_FIELDS.filter((name) => fields.has(name));
  if (job.parameters.length > 0 && given.length > 0) {
    throw invalidParameter(
      `Job ${job.jobId} defines job parameters, so that it takes job_parameters and not ${given.join(', ')}.`,
    );
  }
  if (job.parameters.length === 0 && fields.has('job_parameters')) {
    throw invalidParameter(`Job ${job.jobId} does not define job parameters, so that it does not take job_parameters.`);
  }
  const fitting = new Set<string>(job.run.tasks.flatMap(({ work }) => FIELDS_OF_WORK[work.kind]));
  const unfitting = given.filter((name) => !fitting.has(name));
  if (unfitting.length > 0) {
    throw invalidParameter(`No task of job ${job.jobId} takes ${unfitting.join(', ')}.`);
  }
}

function requireSmall(fields: Fields): void {
  for (const name of ['job_parameters', ...TASK_FIELDS]) {
    const size = Buffer.byteLength(toJson(fields.json[name] ?? null));
    if (size > MAX_PARAMETERS_BYTES) {
      throw invalidParameter(`The JSON of ${name} must not exceed ${MAX_PARAMETERS_BYTES} bytes, but has ${size}.`);
    }
  }
}

/** The tasks to which a run is limited, without their dependencies on others. */
function chosen({ jobId, run }: RunnableJob, only: readonly string[] | undefined): readonly TaskSettings[] {
  if (only === undefined || only.length === 0) {
    return run.tasks;
  }
  const unknown = only.filter((key) => !run.tasks.some((task) => task.key === key));
  if (unknown.length > 0) {
    throw invalidParameter(`Job ${jobId} has no task ${unknown.join(', ')}.`);
  }
  const isChosen = (key: string) => only.includes(key);
  return run.tasks.filter(({ key }) => isChosen(key)).map((task) => withDependencies(task, isChosen));
}

function withDependencies(task: TaskSettings, isKept: (key: string) => boolean): TaskSettings {
  return { ...task, dependsOn: task.dependsOn.filter(isKept) };
}

function withParameters(task: TaskSettings, fields: Fields): TaskSettings {
  const work = workWith(task.work, fields);
  const field = FIELD_OF_WORK[work.kind];
  const described = task.json[field];
  const json = { ...task.json, [field]: { ...(isJsonObject(described) && described), ...parametersJson(work) } };
  return { ...task, work, json };
}

function workWith(work: Work, fields: Fields): Work {
  switch (work.kind) {
    case 'notebook':
      return { ...work, parameters: { ...work.parameters, ...fields.textMap('notebook_params') } };
    case 'python_file':
      return { ...work, arguments: fields.texts('python_params') ?? work.arguments };
    case 'wheel':
      return {
        ...work,
        arguments: fields.texts('python_params') ?? work.arguments,
        named: fields.textMap('python_named_params') ?? work.named,
      };
  }
}

function jobParameters(job: RunnableJob, fields: Fields): Readonly<Record<string, string>> {
  const defaults = Object.fromEntries(job.parameters.map((parameter) => [parameter.name, parameter.default]));
  return { ...defaults, ...fields.textMap('job_parameters') };
}
