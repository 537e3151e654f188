import { UserError } from '../core/errors';

/** Undefined when the version is not there, as when somebody deletes it after it was listed. */
export async function unlessDeleted<T>(does: () => Promise<T>): Promise<T | undefined> {
  try {
    return await does();
  } catch (error) {
    if (error instanceof UserError && error.code === 'VERSION_NOT_FOUND') {
      return undefined;
    }
    throw error;
  }
}
