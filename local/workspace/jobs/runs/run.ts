import { EventEmitter } from 'node:events';
import type { Identity } from '../../identity/identity';
import type { IdSequence } from '../../state/ids';
import type { RunSettings } from '../settings/run-settings';
import type { TaskSettings } from '../settings/task-settings';
import type { Outcome } from './ending';
import type { Stopped } from './stopped';
import { TaskRun, type AttemptCount, type Phase } from './task-run';

export interface RunOrigin {
  readonly type: 'JOB_RUN' | 'SUBMIT_RUN';
  readonly jobId: bigint;
  /** Who requested it. */
  readonly creator: Identity;
  /** The identity of its code. */
  readonly runAs: Identity;
  readonly settings: RunSettings;
  /** Values of the job's own parameters. */
  readonly jobParameters: Readonly<Record<string, string>>;
}

/** One pass of a run from start to end: the original or a repair. */
export interface RunPass {
  /** Undefined for the original. */
  readonly repairId: bigint | undefined;
  readonly startedAt: number;
  readonly attempts: TaskRun[];
  endedAt?: number;
  outcome?: Outcome;
}

/** One run with every attempt of its tasks. */
export class Run {
  readonly runId: bigint;
  readonly createdAt: number;
  readonly passes: RunPass[] = [];
  readonly #changes = new EventEmitter();
  readonly #ids: Pick<IdSequence, 'next'>;
  #origin: RunOrigin;
  #stopper = new AbortController();
  startedAt: number | undefined;

  constructor(origin: RunOrigin, createdAt: number, ids: Pick<IdSequence, 'next'>) {
    this.#origin = origin;
    this.createdAt = createdAt;
    this.#ids = ids;
    this.#changes.setMaxListeners(0);
    this.runId = ids.next();
    this.#begin(origin.settings.tasks, undefined, createdAt);
  }

  /** As of the last repair. */
  get origin(): RunOrigin {
    return this.#origin;
  }

  get stopper(): AbortController {
    return this.#stopper;
  }

  get attempts(): readonly TaskRun[] {
    return this.passes.flatMap(({ attempts }) => attempts);
  }

  get repairs(): readonly RunPass[] {
    return this.passes.slice(1);
  }

  /** How the last pass ended. */
  get outcome(): Outcome | undefined {
    return this.passes.at(-1)?.outcome;
  }

  get endedAt(): number | undefined {
    return this.passes.at(-1)?.endedAt;
  }

  /** Resolves when the run and all its processes have ended. */
  untilEnded(): Promise<void> {
    return new Promise((resolve) => {
      this.watch((stop) => {
        if (this.outcome !== undefined) {
          stop();
          resolve();
        }
      });
    });
  }

  get phase(): Phase {
    if (this.outcome !== undefined) {
      return 'TERMINATED';
    }
    if (this.stopper.signal.aborted) {
      return 'TERMINATING';
    }
    if (this.startedAt === undefined) {
      return 'QUEUED';
    }
    return this.attempts.some(({ startedAt }) => startedAt !== undefined) ? 'RUNNING' : 'PENDING';
  }

  stop(reason: Stopped): void {
    this.stopper.abort(reason);
  }

  /** Reopens the run for new attempts of some tasks. */
  repair(origin: RunOrigin, keys: ReadonlySet<string>, now: number): bigint {
    const repairId = this.#ids.next();
    this.#origin = origin;
    this.#stopper = new AbortController();
    this.#begin(
      origin.settings.tasks.filter(({ key }) => keys.has(key)),
      repairId,
      now,
    );
    this.changed();
    return repairId;
  }

  end(outcome: Outcome, now: number): void {
    // A run that never started ends its tasks too.
    this.attempts.filter((attempt) => attempt.outcome === undefined).forEach((attempt) => attempt.end(outcome, now));
    Object.assign(this.#currentPass, { outcome, endedAt: now });
    this.changed();
  }

  /** Notifies watchers of a change. */
  changed(): void {
    this.#changes.emit('change');
  }

  /** Calls back now and after each change, until the callback says stop. */
  watch(look: (stop: () => void) => void): void {
    const listener = () => look(() => this.#changes.off('change', listener));
    this.#changes.on('change', listener);
    listener();
  }

  latestAttempt(key: string): TaskRun | undefined {
    return this.attempts.findLast(({ task }) => task.key === key);
  }

  nextAttempt(failed: TaskRun): TaskRun {
    const count = { attempt: failed.attemptNumber + 1, retry: failed.retry + 1 };
    const attempt = this.#attempt(failed.task, count);
    this.#currentPass.attempts.push(attempt);
    this.changed();
    return attempt;
  }

  #begin(tasks: readonly TaskSettings[], repairId: bigint | undefined, startedAt: number): void {
    const attempts = tasks.map((task) => {
      const latest = this.latestAttempt(task.key);
      return this.#attempt(task, { attempt: latest === undefined ? 0 : latest.attemptNumber + 1, retry: 0 });
    });
    this.passes.push({ repairId, startedAt, attempts });
  }

  #attempt(task: TaskSettings, count: AttemptCount): TaskRun {
    return new TaskRun(this.#ids.next(), task, count);
  }

  get #currentPass(): RunPass {
    const pass = this.passes.at(-1);
    if (pass === undefined) {
      throw new Error(`Run ${this.runId} was never started.`);
    }
    return pass;
  }
}
