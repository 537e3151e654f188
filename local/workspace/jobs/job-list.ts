import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Identity } from '../access/identity';
import { invalidParameter } from '../http/refusal';
import type { IdSequence } from '../ids';
import { StaleReads } from '../stale-reads';
import type { Clock } from '../../../lib/core/clock';
import { jobSettings, type Job } from './job';

export interface JobListContext {
  readonly clock: Clock;
  readonly ids: IdSequence;
  readonly missingClusters: readonly string[];
  readonly staleReads: boolean;
}

/** All jobs of a workspace, newest first. */
export class JobList {
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
    const { clock, ids, missingClusters } = this.#context;
    const settings = jobSettings(json, missingClusters);
    const job: Job = { ...settings, jobId: ids.next(), creator, createdAt: clock.now() };
    this.#beforeWrite(job.jobId);
    this.#jobs = [job, ...this.#jobs];
    return job;
  }

  delete(jobId: bigint): void {
    this.get(jobId);
    this.#beforeWrite(jobId);
    this.#jobs = this.#jobs.filter((job) => job.jobId !== jobId);
  }

  get(jobId: bigint): Job {
    return existing(jobId, this.#find(jobId));
  }

  /** As a client reads it, which may lag behind. */
  read(jobId: bigint): Job {
    return existing(
      jobId,
      this.#staleJob.read(String(jobId), () => this.#find(jobId)),
    );
  }

  readAll(): readonly Job[] {
    return this.#staleList.read('all', () => this.#jobs);
  }

  #find(jobId: bigint): Job | undefined {
    return this.#jobs.find((job) => job.jobId === jobId);
  }

  #beforeWrite(jobId: bigint): void {
    this.#staleJob.beforeWrite(String(jobId), () => this.#find(jobId));
    this.#staleList.beforeWrite('all', () => this.#jobs);
  }
}

function existing(jobId: bigint, job: Job | undefined): Job {
  if (job === undefined) {
    // Not 404: the service answers 400 for a job that is not there.
    throw invalidParameter(`Job ${jobId} does not exist.`);
  }
  return job;
}
