import type { Clock } from '../../lib/core/clock';
import type { Grace } from './process/child-run';
import { knob, type JobState } from './step-context';
import { isOn } from './variables/booleans';

const AFTER_INTERRUPT_MS = 7500;
const AFTER_TERMINATE_MS = 2500;
// Longest delay a Node timer takes; patience without end in the agent's graceful mode.
const FOREVER_MS = 2 ** 31 - 1;

/** How long a canceled process gets before each sharper signal. */
export function graceOf(job: JobState): Grace {
  const afterInterruptMs = Number(knob(job, 'PROCESS_SIGINT_TIMEOUT') ?? AFTER_INTERRUPT_MS);
  const afterTerminateMs = Number(knob(job, 'PROCESS_SIGTERM_TIMEOUT') ?? AFTER_TERMINATE_MS);
  return isOn(knob(job, 'USE_GRACEFUL_PROCESS_SHUTDOWN'))
    ? { afterInterruptMs: FOREVER_MS, afterTerminateMs }
    : { afterInterruptMs, afterTerminateMs };
}

/** What ends a step from outside: the job is canceled, or the step's own time is over. */
export class Cancellation {
  readonly signal: AbortSignal;
  readonly #timedOut = new AbortController();
  readonly #finished = new AbortController();

  constructor(canceled: AbortSignal | undefined) {
    this.signal = AbortSignal.any([this.#timedOut.signal, ...(canceled === undefined ? [] : [canceled])]);
  }

  get isTimeout(): boolean {
    return this.#timedOut.signal.aborted && this.signal.reason === this.#timedOut.signal.reason;
  }

  startTimeout(clock: Clock, milliseconds: number | undefined): void {
    if (milliseconds !== undefined && milliseconds > 0) {
      clock.sleep(milliseconds, this.#finished.signal).then(
        () => this.#timedOut.abort(new Error('timed out')),
        () => {},
      );
    }
  }

  /** Has to be called when the step is over, or the timeout's timer lives on. */
  finish(): void {
    this.#finished.abort();
  }
}
