import type { TaskHost } from '../../task/host';

/**
 * Time after the cancellation. The agent kills the process 10 s after it (SIGINT, 7.5 s, SIGTERM, 2.5 s, SIGKILL), and
 * cancelling the run needs the rest.
 */
const ASK_AGAIN_AFTER_MS = 2000;
const ANSWER_WITHIN_MS = 5500;

type Ask<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Sends a request. If the pipeline is cancelled before the response, sends it again in parallel; the first response counts.
 * The request must be safe to send twice.
 */
export async function firstAnswer<T>(ask: Ask<T>, { signal, clock }: Pick<TaskHost, 'signal' | 'clock'>): Promise<T> {
  const answering = new AbortController();
  const settled = new AbortController();
  const afterCancellation = async (milliseconds: number): Promise<void> => {
    await aborted(signal, settled.signal);
    await clock.sleep(milliseconds, settled.signal);
  };
  const first = ask(answering.signal);
  // Without a cancellation, a failure is final.
  first.catch((error: unknown) => signal.aborted || settled.abort(error));
  const second = afterCancellation(ASK_AGAIN_AFTER_MS).then(() => ask(answering.signal));
  afterCancellation(ANSWER_WITHIN_MS).then(
    () => answering.abort(signal.reason),
    () => undefined,
  );
  try {
    return await Promise.any([first, second]);
  } catch (error) {
    throw error instanceof AggregateError ? (error.errors as readonly unknown[])[0] : error;
  } finally {
    settled.abort();
    answering.abort();
  }
}

/** Resolves when the signal aborts; rejects if `until` does so first. Removes its listeners. */
function aborted(signal: AbortSignal, until: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    signal.addEventListener('abort', () => resolve(), { once: true, signal: until });
    until.addEventListener('abort', () => reject(until.reason as Error), { once: true });
  });
}
