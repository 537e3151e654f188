import { LoginError } from '../../core/login-error';
import { ApiError } from '../../databricks/api/api-error';
import type { Seen } from '../facts';

/** What could not be read is a fact for the checks, except that nobody could log in or that the pipeline was canceled. */
export async function seen<T>(read: () => Promise<T>, signal: AbortSignal): Promise<Seen<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    const isLogin = error instanceof LoginError || (error instanceof ApiError && error.kind === 'authentication');
    // After a cancellation the error itself is thrown, not the reason of the signal: it says what became of a run.
    if (signal.aborted || isLogin || !(error instanceof Error)) {
      throw error;
    }
    return { unseen: reasonOf(error) };
  }
}

function reasonOf(error: Error): string {
  if (!(error instanceof ApiError)) {
    return error.message;
  }
  const answer = [error.status, error.code].filter((part) => part !== undefined).join(' ');
  return `${error.request.doing} failed (${answer}): ${error.message}`;
}
