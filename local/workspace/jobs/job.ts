import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Identity } from '../access/identity';
import { Fields } from '../http/fields';
import { invalidParameter } from '../http/refusal';
import { jobRunSettings, type RunSettings } from './run-settings';

export interface JobParameter {
  readonly name: string;
  readonly default: string;
}

export interface Job {
  readonly jobId: bigint;
  readonly creator: Identity;
  readonly createdAt: number;
  readonly run: RunSettings;
  readonly maxConcurrentRuns: number;
  readonly parameters: readonly JobParameter[];
  /** The user or service principal that the settings name. */
  readonly runAs: string | undefined;
  /** The settings as they were written. */
  readonly json: JsonObject;
}

export type JobSettings = Pick<Job, 'run' | 'maxConcurrentRuns' | 'parameters' | 'runAs' | 'json'>;

export function jobSettings(json: JsonObject, missingClusters: readonly string[]): JobSettings {
  const fields = new Fields(json);
  const maxConcurrentRuns = fields.wholeNumber('max_concurrent_runs') ?? 1;
  if (maxConcurrentRuns < 0 || maxConcurrentRuns > 1000) {
    throw invalidParameter(`max_concurrent_runs must be between 0 and 1000, not ${maxConcurrentRuns}.`);
  }
  return {
    run: jobRunSettings(json, missingClusters),
    maxConcurrentRuns,
    parameters: fields.objects('parameters').map(parameterOf),
    runAs: runAsOf(new Fields(fields.object('run_as') ?? {})),
    json,
  };
}

/** A job as jobs/get shows it. */
export function jobJson(job: Job, tasks: readonly JsonObject[] | undefined): JsonObject {
  const { tasks: _tasks, ...settings } = job.json;
  return {
    job_id: job.jobId,
    creator_user_name: job.creator.userName,
    run_as_user_name: job.runAs ?? job.creator.userName,
    created_time: job.createdAt,
    settings: {
      max_concurrent_runs: job.maxConcurrentRuns,
      format: 'MULTI_TASK',
      ...settings,
      name: job.run.name,
      ...(tasks !== undefined && { tasks }),
    },
  };
}

export function taskJsonsOf(job: Job): readonly JsonObject[] {
  return job.run.tasks.map(({ json }) => json);
}

function parameterOf(json: JsonObject): JobParameter {
  const fields = new Fields(json);
  return { name: fields.text('name'), default: fields.optionalText('default') ?? '' };
}

function runAsOf(fields: Fields): string | undefined {
  const user = fields.optionalText('user_name');
  const principal = fields.optionalText('service_principal_name');
  if (user !== undefined && principal !== undefined) {
    throw invalidParameter('run_as must name only one of user_name and service_principal_name.');
  }
  return user ?? principal;
}
