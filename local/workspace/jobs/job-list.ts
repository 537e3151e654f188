import type { Clock } from '../../../lib/core/clock';
import type { Json, JsonObject } from '../../../lib/core/lossless-json';
import { invalidParameter } from '../http/refusal';
import type { Directory } from '../identity/directory';
import type { Identity } from '../identity/identity';
import type { IdSequence } from '../state/ids';
import type { Persistent } from '../state/persistent';
import { StaleReads } from '../state/stale-reads';
import { jobSettings, type Job, type JobSettings } from './settings/job';
import { requireIdentity } from './settings/run-as';

export interface JobListContext {
  readonly clock: Clock;
  readonly ids: IdSequence;
  readonly directory: Pick<Directory, 'has'>;
  readonly missingClusters: readonly string[];
  readonly staleReads: boolean;
}

/** All jobs of a workspace, newest first. */
export class JobList implements Persistent {
  #jobs: readonly Job[] = [];
  readonly #context: JobListContext;
  readonly #staleJob: StaleReads<Job | undefined>;
  readonly #staleList: StaleReads<readonly Job[]>;

  constructor(context: JobListContext) {
    this.#context = context;
    this.#staleJob = new StaleReads(context.staleReads);
    this.#staleList = new StaleReads(context.staleReads);
  }

  create(json: JsonObject, creator: Identity): Job {
    const { clock, ids } = this.#context;
    const settings = this.#checked(json);
    const job: Job = { ...settings, jobId: ids.next(), creator, createdAt: clock.now() };
    this.#beforeWrite(job.jobId);
    this.#jobs = [job, ...this.#jobs];
    return job;
  }

  /** Changes the settings of a job; checks them first. */
  change(jobId: bigint, settingsOf: (current: JsonObject) => JsonObject): void {
    const job = this.get(jobId);
    const settings = this.#checked(settingsOf(job.json));
    this.#beforeWrite(jobId);
    this.#jobs = this.#jobs.map((other) => (other === job ? { ...job, ...settings } : other));
  }

  delete(jobId: bigint): void {
    this.get(jobId);
    this.#beforeWrite(jobId);
    this.#jobs = this.#jobs.filter((job) => job.jobId !== jobId);
  }

  get(jobId: bigint): Job {
    return existing(jobId, this.find(jobId));
  }

  /** As a client reads it, which may be stale. */
  read(jobId: bigint): Job {
    return existing(
      jobId,
      this.#staleJob.read(String(jobId), () => this.find(jobId)),
    );
  }

  readAll(): readonly Job[] {
    return this.#staleList.read('all', () => this.#jobs);
  }

  find(jobId: bigint): Job | undefined {
    return this.#jobs.find((job) => job.jobId === jobId);
  }

  saved(): Json {
    return this.#jobs.map(({ jobId, creator, createdAt, json }) => ({
      jobId,
      creator: { ...creator },
      createdAt,
      json,
    }));
  }

  restore(saved: Json): void {
    const jobs = saved as unknown as readonly Pick<Job, 'jobId' | 'creator' | 'createdAt' | 'json'>[];
    this.#jobs = jobs.map((job) => Object.assign(jobSettings(job.json, []), job));
  }

  #checked(json: JsonObject): JobSettings {
    const { missingClusters, directory } = this.#context;
    const settings = jobSettings(json, missingClusters);
    requireIdentity(settings.runAs, directory);
    return settings;
  }

  #beforeWrite(jobId: bigint): void {
    this.#staleJob.beforeWrite(String(jobId), () => this.find(jobId));
    this.#staleList.beforeWrite('all', () => this.#jobs);
  }
}

function existing(jobId: bigint, job: Job | undefined): Job {
  if (job === undefined) {
    // Not 404: the service returns 400 for a job that does not exist.
    throw invalidParameter(`Job ${jobId} does not exist.`);
  }
  return job;
}
