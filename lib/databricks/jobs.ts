import type { JsonObject } from '../core/lossless-json';
import { allPages } from './api/all-pages';
import type { Api } from './api/api';
import { idOf, objectOf, objectsOf, requiredId, textOf } from './wire/fields';

export interface JobSummary {
  readonly id: string;
  readonly name: string;
  readonly creator: string | undefined;
}

export interface Job extends JobSummary {
  /** Names of the job's own parameters. */
  readonly parameterNames: readonly string[];
  /** The kind of each task by its field in the API, e.g. notebook_task. */
  readonly taskKinds: readonly string[];
}

export interface Start {
  readonly path: '/api/2.2/jobs/runs/submit' | '/api/2.2/jobs/run-now';
  readonly body: JsonObject;
  readonly doing: string;
  readonly permission: string;
  /** Which of the runs that its step starts; undefined for the only one. */
  readonly part?: string | undefined;
}

const PAGE = '100';
const PAGES_OF_NAMES = 5;

/** https://docs.databricks.com/api/azure/workspace/jobs. */
export class JobsClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  job(jobId: string): Promise<Job> {
    const request = {
      method: 'GET',
      path: '/api/2.2/jobs/get',
      query: { job_id: jobId },
      doing: `Reading job ${jobId}`,
      permission: `'Can View' on job ${jobId}`,
    } as const;
    return this.#api.read(request, jobOf);
  }

  /** Jobs of exactly this name; names are not unique, and the service's own filter ignores case. */
  async jobsNamed(name: string): Promise<readonly JobSummary[]> {
    return (await this.#list({ name })).filter((job) => job.name === name);
  }

  /** Distinct names among the first 500 jobs that this identity can see, to suggest a similar name. */
  async someNames(): Promise<readonly string[]> {
    const jobs = await this.#list({}, PAGES_OF_NAMES);
    return [...new Set(jobs.map(({ name }) => name))];
  }

  /** Starts a run, or returns the ID of the run that this token has already started. */
  start(start: Start, token: string, signal?: AbortSignal): Promise<string> {
    const { path, doing, permission } = start;
    const body = { ...start.body, idempotency_token: token };
    const limits = signal === undefined ? {} : { signal };
    const request = { method: 'POST', path, body, doing, permission, repeatable: true, ...limits } as const;
    return this.#api.read(request, (json) => requiredId(json, 'run_id'));
  }

  async #list(query: Readonly<Record<string, string>>, mostPages?: number): Promise<readonly JobSummary[]> {
    const request = { method: 'GET', path: '/api/2.2/jobs/list', doing: 'Listing jobs' } as const;
    const read = (token: string | undefined): Promise<JsonObject> =>
      this.#api.call({ ...request, query: { ...query, limit: PAGE, page_token: token } });
    const pages = await allPages(request.doing, read, mostPages);
    return pages.flatMap((page) => objectsOf(page, 'jobs').map(summaryOf));
  }
}

function jobOf(json: JsonObject): Job {
  const settings = objectOf(json, 'settings') ?? {};
  return {
    ...summaryOf(json),
    id: requiredId(json, 'job_id'),
    parameterNames: objectsOf(settings, 'parameters').map((parameter) => textOf(parameter, 'name') ?? ''),
    taskKinds: objectsOf(settings, 'tasks').flatMap((task) => Object.keys(task).filter((key) => key.endsWith('_task'))),
  };
}

function summaryOf(json: JsonObject): JobSummary {
  return {
    id: idOf(json, 'job_id') ?? '',
    name: textOf(objectOf(json, 'settings') ?? {}, 'name') ?? '',
    creator: textOf(json, 'creator_user_name'),
  };
}
