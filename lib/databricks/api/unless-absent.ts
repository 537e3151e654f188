import { ApiError } from './api-error';

/** The result; undefined only if the service says that the object does not exist. */
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
