import { ApiError } from './api-error';

/** What was read; undefined only when the service says that nothing is there. */
export async function unlessAbsent<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'absent') {
      return undefined;
    }
    throw error;
  }
}
