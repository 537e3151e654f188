import { toJson } from '../../../lib/core/lossless-json';
import type { Fields } from '../http/fields';
import { invalidParameter } from '../http/refusal';
import type { Job } from './job';
import type { RunSettings } from './run-settings';
import type { TaskSettings } from './task-settings';

const MAX_PARAMETERS_BYTES = 10_000;
const FIELD_OF_WORK = { notebook: 'notebook_params', python_file: 'python_params' } as const;
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

/** What one run of a job executes, with the parameters of the run-now call in place. */
export interface RunNowSettings {
  readonly settings: RunSettings;
  readonly jobParameters: Readonly<Record<string, string>>;
}

export function runNowSettings(job: Job, fields: Fields): RunNowSettings {
  if (fields.has('only')) {
    throw invalidParameter('The workspace stand-in does not run a part of a job (only).');
  }
  requireSmall(fields);
  requireFittingFields(job, fields);
  const tasks = job.run.tasks.map((task) => withParameters(task, fields));
  const queueEnabled = fields.has('queue') ? fields.object('queue')?.['enabled'] === true : job.run.queueEnabled;
  return { settings: { ...job.run, tasks, queueEnabled }, jobParameters: jobParameters(job, fields) };
}

function requireFittingFields(job: Job, fields: Fields): void {
  const given = TASK_FIELDS.filter((name) => fields.has(name));
  if (job.parameters.length > 0 && given.length > 0) {
    throw invalidParameter(
      `Job ${job.jobId} defines job parameters, so that it takes job_parameters and not ${given.join(', ')}.`,
    );
  }
  if (job.parameters.length === 0 && fields.has('job_parameters')) {
    throw invalidParameter(`Job ${job.jobId} does not define job parameters, so that it does not take job_parameters.`);
  }
  const fitting = new Set<string>(job.run.tasks.map(({ work }) => FIELD_OF_WORK[work.kind]));
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

function withParameters(task: TaskSettings, fields: Fields): TaskSettings {
  const { work } = task;
  if (work.kind === 'notebook') {
    const parameters = { ...work.parameters, ...fields.textMap('notebook_params') };
    const json = { ...task.json, notebook_task: { ...object(task, 'notebook_task'), base_parameters: parameters } };
    return { ...task, work: { ...work, parameters }, json };
  }
  const parameters = fields.texts('python_params') ?? work.arguments;
  const json = { ...task.json, spark_python_task: { ...object(task, 'spark_python_task'), parameters } };
  return { ...task, work: { ...work, arguments: parameters }, json };
}

function object({ json }: TaskSettings, name: string): object {
  const value = json[name];
  return typeof value === 'object' && value !== null ? value : {};
}

function jobParameters(job: Job, fields: Fields): Readonly<Record<string, string>> {
  const defaults = Object.fromEntries(job.parameters.map((parameter) => [parameter.name, parameter.default]));
  return { ...defaults, ...fields.textMap('job_parameters') };
}
