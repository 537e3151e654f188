import type { TaskHost } from '../../task/host';

/**
 * Counted from the cancellation. The agent kills the process 10 s after it (SIGINT, 7.5 s, SIGTERM, 2.5 s, SIGKILL), and
 * cancelling the run needs the rest.
 */
const ASK_AGAIN_AFTER_MS = 2000;
const ANSWER_WITHIN_MS = 5500;

type Ask<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Asks once. When the pipeline is cancelled and no answer comes, asks again beside that: the first answer counts.
 * Whoever asks has to make sure that asking twice equals asking once.
 */
export async function firstAnswer<T>(ask: Ask<T>, { signal, clock }: Pick<TaskHost, 'signal' | 'clock'>): Promise<T> {
  const answering = new AbortController();
  const settled = new AbortController();
  const afterCancellation = async (milliseconds: number): Promise<void> => {
    await aborted(signal, settled.signal);
    await clock.sleep(milliseconds, settled.signal);
  };
  const first = ask(answering.signal);
  // Without a cancellation, a failure is the last word.
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

/** Resolves when the signal aborts; rejects when `until` does first, and leaves no listener behind. */
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
