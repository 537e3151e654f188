import type { JsonObject } from '../../../../lib/core/lossless-json';
import { Fields } from '../../http/fields';
import { invalidParameter } from '../../http/refusal';
import type { Identity } from '../../identity/identity';
import { runAsOf } from './run-as';
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
  /** The identity in `run_as`. */
  readonly runAs: Identity | undefined;
  /** The settings as the caller wrote them. */
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
    runAs: runAsOf(fields),
    json,
  };
}

/** The identity of all runs of a job, independent of who starts them. */
export function runIdentity({ runAs, creator }: Pick<Job, 'runAs' | 'creator'>): Identity {
  return runAs ?? creator;
}

/** A job as jobs/get shows it. */
export function jobJson(job: Job, tasks: readonly JsonObject[] | undefined): JsonObject {
  const { tasks: _tasks, ...settings } = job.json;
  return {
    job_id: job.jobId,
    creator_user_name: job.creator.userName,
    run_as_user_name: runIdentity(job).userName,
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
