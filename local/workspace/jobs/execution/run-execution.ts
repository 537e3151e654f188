import type { Clock } from '../../../../lib/core/clock';
import type { Slots } from '../../execution/slots';
import type { Findings } from '../../http/findings';
import { internalError, type Outcome } from '../runs/ending';
import type { Run } from '../runs/run';
import { runOutcome } from '../runs/run-outcome';
import { decideStart } from '../runs/start-decision';
import { Stopped, timedOut } from '../runs/stopped';
import type { TaskRun } from '../runs/task-run';
import { executeTask, type TaskDependencies } from './task-execution';

export interface RunDependencies extends TaskDependencies {
  readonly slots: Slots;
  /** Receives errors that break a run, so that a test fails with their stack. */
  readonly findings: Pick<Findings, 'addCrash'>;
}

/** Executes a run, or a repair of it; resolves when all its processes have ended. */
export async function executeRun(run: Run, dependencies: RunDependencies): Promise<void> {
  run.startedAt = dependencies.clock.now();
  const execution = new RunExecution(run, dependencies);
  const deadline = expiry(dependencies.clock, run.origin.settings.timeoutSeconds, run.stopper);
  const outcome = await execution.outcome().finally(() => deadline.abort());
  run.end(outcome, dependencies.clock.now());
}

class RunExecution {
  readonly #run: Run;
  readonly #dependencies: RunDependencies;
  readonly #outcomes = new Map<string, Promise<Outcome>>();

  constructor(run: Run, dependencies: RunDependencies) {
    this.#run = run;
    this.#dependencies = dependencies;
  }

  async outcome(): Promise<Outcome> {
    const ended = await Promise.all(
      this.#run.origin.settings.tasks.map(async (task) => ({ ...task, outcome: await this.#taskOutcome(task.key) })),
    );
    const { signal } = this.#run.stopper;
    return signal.aborted ? outcomeOf(signal) : runOutcome(ended);
  }

  /** Each task runs once, even if several others wait for it. */
  #taskOutcome(key: string): Promise<Outcome> {
    const known = this.#outcomes.get(key);
    if (known !== undefined) {
      return known;
    }
    const outcome = this.#performWhenDue(this.#latestAttempt(key)).catch((error: unknown) => this.#crashed(key, error));
    this.#outcomes.set(key, outcome);
    return outcome;
  }

  #latestAttempt(key: string): TaskRun {
    const attempt = this.#run.latestAttempt(key);
    if (attempt === undefined) {
      throw new Error(`Task ${key} is not part of run ${this.#run.runId}.`);
    }
    return attempt;
  }

  /** An error in one task does not affect the others. */
  #crashed(key: string, thrown: unknown): Outcome {
    const { clock, findings } = this.#dependencies;
    return this.#latestAttempt(key).end(internalError(findings.addCrash(thrown)), clock.now());
  }

  async #performWhenDue(attempt: TaskRun): Promise<Outcome> {
    const { task } = attempt;
    if (attempt.outcome !== undefined) {
      // A repair does not touch tasks that it does not run again.
      return attempt.outcome;
    }
    if (task.isDisabled) {
      return attempt.end({ ending: 'disabled', message: 'Task is disabled.' }, this.#dependencies.clock.now());
    }
    const upstream = await Promise.all(task.dependsOn.map((key) => this.#taskOutcome(key)));
    const signal = this.#signalFor(attempt);
    if (signal.aborted) {
      return attempt.end(outcomeOf(signal), this.#dependencies.clock.now());
    }
    const start = decideStart(
      task.runIf,
      upstream.map(({ ending }) => ending),
    );
    if (start !== 'start') {
      return attempt.end(
        { ending: start, message: `The run_if condition ${task.runIf} was not met` },
        this.#dependencies.clock.now(),
      );
    }
    const outcome = await this.#perform(attempt);
    return this.#mayRetry(attempt, outcome) ? this.#retry(attempt) : outcome;
  }

  async #retry(failed: TaskRun): Promise<Outcome> {
    const attempt = this.#run.nextAttempt(failed);
    const outcome = await this.#perform(attempt, failed.task.minRetryIntervalMs);
    return this.#mayRetry(attempt, outcome) ? this.#retry(attempt) : outcome;
  }

  async #perform(attempt: TaskRun, delayMs = 0): Promise<Outcome> {
    const { clock } = this.#dependencies;
    const outcome = await this.#untilStopped(attempt, delayMs);
    return attempt.end(outcome, clock.now());
  }

  async #untilStopped(attempt: TaskRun, delayMs: number): Promise<Outcome> {
    const { clock, slots } = this.#dependencies;
    const signal = this.#signalFor(attempt);
    try {
      if (delayMs > 0) {
        await clock.sleep(delayMs, signal);
      }
      attempt.phase = 'PENDING';
      await slots.take(signal);
    } catch (error) {
      if (error instanceof Stopped) {
        return error.outcome;
      }
      throw error;
    }
    const deadline = expiry(clock, attempt.task.timeoutSeconds, attempt.stopper);
    try {
      return await executeTask({ attempt, run: this.#run, signal }, this.#dependencies);
    } finally {
      deadline.abort();
      slots.free();
    }
  }

  #mayRetry({ task, retry }: TaskRun, { ending }: Outcome): boolean {
    const isRetriable =
      ending === 'failed' ||
      ending === 'unavailable' ||
      ending === 'libraryFailed' ||
      (ending === 'timedOut' && task.retryOnTimeout);
    const hasRetriesLeft = task.maxRetries === -1 || retry < task.maxRetries;
    return isRetriable && hasRetriesLeft && !this.#run.stopper.signal.aborted;
  }

  #signalFor(attempt: TaskRun): AbortSignal {
    return AbortSignal.any([this.#run.stopper.signal, attempt.stopper.signal]);
  }
}

/** Aborts the controller when the time is up; abort the result to stop the timer. */
function expiry(clock: Clock, timeoutSeconds: number, stopper: AbortController): AbortController {
  const early = new AbortController();
  if (timeoutSeconds > 0) {
    clock.sleep(timeoutSeconds * 1000, early.signal).then(
      () => stopper.abort(timedOut(timeoutSeconds)),
      () => undefined,
    );
  }
  return early;
}

function outcomeOf(signal: AbortSignal): Outcome {
  return (signal.reason as Stopped).outcome;
}
