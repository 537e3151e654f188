import { EventEmitter } from 'node:events';
import type { Identity } from '../access/identity';
import type { IdSequence } from '../ids';
import type { Outcome } from './ending';
import type { RunSettings } from './run-settings';
import type { Stopped } from './stopped';
import { TaskRun, type Phase } from './task-run';
import type { TaskSettings } from './task-settings';

export interface RunOrigin {
  readonly type: 'JOB_RUN' | 'SUBMIT_RUN';
  readonly jobId: bigint;
  readonly creator: Identity;
  readonly settings: RunSettings;
  /** Values of the job's own parameters. */
  readonly jobParameters: Readonly<Record<string, string>>;
}

/** One run with every attempt of its tasks. */
export class Run {
  readonly runId: bigint;
  readonly attempts: TaskRun[];
  readonly stopper = new AbortController();
  startedAt: number | undefined;
  endedAt: number | undefined;
  outcome: Outcome | undefined;
  /** Resolves once the run is over and nothing of it is alive. */
  readonly ended: Promise<void>;
  readonly #changes = new EventEmitter();
  readonly #ids: IdSequence;

  constructor(
    readonly origin: RunOrigin,
    readonly createdAt: number,
    ids: IdSequence,
  ) {
    this.#ids = ids;
    this.#changes.setMaxListeners(0);
    this.ended = new Promise((resolve) => {
      this.onChange((stop) => {
        if (this.outcome !== undefined) {
          stop();
          resolve();
        }
      });
    });
    this.runId = ids.next();
    this.attempts = origin.settings.tasks.map((task) => new TaskRun(ids.next(), task, 0));
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

  end(outcome: Outcome, now: number): void {
    // A run that never started takes its tasks with it.
    this.attempts.filter((attempt) => attempt.outcome === undefined).forEach((attempt) => attempt.end(outcome, now));
    this.outcome = outcome;
    this.endedAt = now;
    this.changed();
  }

  /** Tells those who look on that something of the run is not as it was. */
  changed(): void {
    this.#changes.emit('change');
  }

  onChange(look: (stop: () => void) => void): void {
    const listener = () => look(() => this.#changes.off('change', listener));
    this.#changes.on('change', listener);
  }

  latestAttempt(task: TaskSettings): TaskRun | undefined {
    return this.attempts.findLast((attempt) => attempt.task.key === task.key);
  }

  nextAttempt(failed: TaskRun): TaskRun {
    const attempt = new TaskRun(this.#ids.next(), failed.task, failed.attemptNumber + 1);
    this.attempts.push(attempt);
    this.changed();
    return attempt;
  }
}
