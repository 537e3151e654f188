import type { Clock } from '../../../lib/core/clock';

export interface JobLimits {
  /** Undefined: none. */
  readonly timeoutMs: number | undefined;
  /** How long the steps of a canceled job may take. */
  readonly cancelTimeoutMs: number;
}

/** What ends a job from outside: the run is canceled, or its time is over. */
export class Deadline {
  readonly #canceled = new AbortController();
  readonly #killed = new AbortController();
  readonly #finished = new AbortController();
  isTimeout = false;

  constructor(
    clock: Clock,
    { timeoutMs, cancelTimeoutMs }: JobLimits,
    run: { cancel: AbortSignal; kill: AbortSignal },
  ) {
    const after = (milliseconds: number, act: () => void): void => {
      clock.sleep(milliseconds, this.#finished.signal).then(act, () => {});
    };
    const until = { once: true, signal: this.#finished.signal };
    this.#canceled.signal.addEventListener(
      'abort',
      () => after(cancelTimeoutMs, () => this.#end(new Error('the time for cancellation is over'))),
      until,
    );
    // A job that starts after the cancellation, because its condition asks for it, is not canceled.
    run.cancel.addEventListener('abort', () => this.#canceled.abort(run.cancel.reason), until);
    run.kill.addEventListener('abort', () => this.#end(run.kill.reason), until);
    if (run.kill.aborted) {
      this.#end(run.kill.reason);
    }
    if (timeoutMs !== undefined) {
      after(timeoutMs, () => {
        this.isTimeout = true;
        this.#canceled.abort(new Error('the job ran too long'));
      });
    }
  }

  get cancel(): AbortSignal {
    return this.#canceled.signal;
  }

  get kill(): AbortSignal {
    return this.#killed.signal;
  }

  /** Has to be called when the job is over, or its timers live on. */
  finish(): void {
    this.#finished.abort();
  }

  #end(reason: unknown): void {
    this.#killed.abort(reason);
    this.#canceled.abort(reason);
  }
}
