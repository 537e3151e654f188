import type { Json } from '../../../lib/core/lossless-json';
import { invalidParameter } from '../http/refusal';
import type { IdSequence } from '../state/ids';
import type { Persistent } from '../state/persistent';
import { executeRun, type RunDependencies } from './execution/run-execution';
import { internalError } from './runs/ending';
import { keptRun, restoredRun } from './runs/kept-runs';
import type { Repair } from './runs/repair';
import { Run, type RunOrigin } from './runs/run';
import { canceled } from './runs/stopped';
import type { TaskRun } from './runs/task-run';
import type { Job } from './settings/job';

const MAX_TOKEN_LENGTH = 64;

/** The target of a run ID: a run, or one attempt of a task in it. */
export interface FoundRun {
  readonly run: Run;
  readonly attempt: TaskRun | undefined;
}

interface QueuedRun {
  readonly run: Run;
  /** The job's settings when the run was requested. */
  readonly job: Job;
}

/** All runs of a workspace, oldest first. */
export class RunList implements Persistent {
  readonly #runs: Run[] = [];
  readonly #runOfToken = new Map<string, Run>();
  /** Runs that wait for another run of their job, oldest first. */
  #queue: readonly QueuedRun[] = [];
  readonly #dependencies: RunDependencies;
  readonly #ids: IdSequence;

  constructor(dependencies: RunDependencies, ids: IdSequence) {
    this.#dependencies = dependencies;
    this.#ids = ids;
  }

  get all(): readonly Run[] {
    return this.#runs;
  }

  find(runId: bigint): FoundRun | undefined {
    for (const run of this.#runs) {
      const attempt = run.attempts.find((candidate) => candidate.runId === runId);
      if (run.runId === runId || attempt !== undefined) {
        return { run, attempt };
      }
    }
    return undefined;
  }

  /** The run that an idempotency token started, in any state. */
  startedWith(token: string | undefined): Run | undefined {
    if (token !== undefined && token.length > MAX_TOKEN_LENGTH) {
      throw invalidParameter(
        `The idempotency_token must have at most ${MAX_TOKEN_LENGTH} characters, not ${token.length}.`,
      );
    }
    return token === undefined ? undefined : this.#runOfToken.get(token);
  }

  submit(origin: RunOrigin, token: string | undefined): Run {
    const run = this.#add(origin, token);
    this.#start(run);
    return run;
  }

  runJob(job: Job, origin: RunOrigin, token: string | undefined): Run {
    const hasRoom = this.#hasRoomFor(job);
    const run = this.#add(origin, token);
    if (hasRoom) {
      this.#start(run);
    } else if (origin.settings.queueEnabled) {
      this.#queue = [...this.#queue, { run, job }];
    } else {
      run.end({ ending: 'tooManyRuns', message: 'An active run already exists' }, run.createdAt);
    }
    return run;
  }

  cancel({ run, attempt }: FoundRun): void {
    if (attempt !== undefined) {
      attempt.stopper.abort(canceled());
      return;
    }
    run.stop(canceled());
    if (run.phase !== 'TERMINATED' && run.startedAt === undefined) {
      run.end(canceled().outcome, this.#dependencies.clock.now());
    }
  }

  /** Runs some tasks of an ended run again, as part of the same run. */
  repair(run: Run, { origin, keys }: Repair): bigint {
    const repairId = run.repair(origin, keys, this.#dependencies.clock.now());
    this.#start(run);
    return repairId;
  }

  /** Only ended runs: active runs end with the server. */
  saved(): Json {
    const ended = this.#runs.filter(({ outcome }) => outcome !== undefined);
    const tokens = [...this.#runOfToken].map(([token, { runId }]): [string, Json] => [token, runId]);
    return { runs: ended.map(keptRun), tokens: Object.fromEntries(tokens) };
  }

  restore(saved: Json): void {
    const { runs, tokens } = saved as unknown as { runs: readonly Json[]; tokens: Readonly<Record<string, bigint>> };
    this.#runs.push(...runs.map((run) => restoredRun(run, this.#ids)));
    for (const [token, runId] of Object.entries(tokens)) {
      const found = this.find(runId);
      if (found !== undefined) {
        this.#runOfToken.set(token, found.run);
      }
    }
  }

  async close(): Promise<void> {
    this.#runs
      .filter(({ outcome }) => outcome === undefined)
      .forEach((run) => this.cancel({ run, attempt: undefined }));
    await Promise.all(this.#runs.map((run) => run.untilEnded()));
  }

  #add(origin: RunOrigin, token: string | undefined): Run {
    const run = new Run(origin, this.#dependencies.clock.now(), this.#ids);
    this.#runs.push(run);
    if (token !== undefined) {
      this.#runOfToken.set(token, run);
    }
    return run;
  }

  #start(run: Run): void {
    const { clock, findings } = this.#dependencies;
    void executeRun(run, this.#dependencies)
      .catch((error: unknown) => run.end(internalError(findings.addCrash(error)), clock.now()))
      .then(() => this.#startQueued(run.origin.jobId));
  }

  #startQueued(jobId: bigint): void {
    this.#queue = this.#queue.filter(({ run }) => run.phase === 'QUEUED');
    const next = this.#queue.find(({ job }) => job.jobId === jobId);
    if (next !== undefined && this.#hasRoomFor(next.job)) {
      this.#start(next.run);
    }
  }

  #hasRoomFor({ jobId, maxConcurrentRuns }: Job): boolean {
    const active = this.#runs.filter(
      ({ origin, phase }) => origin.jobId === jobId && phase !== 'TERMINATED' && phase !== 'QUEUED',
    );
    return active.length < maxConcurrentRuns;
  }
}
