import { UserError } from '../core/errors';
import { isAbsent } from './missing';

/** Undefined when the version is not there, as when somebody deletes it after it was listed. */
export async function unlessDeleted<T>(does: () => Promise<T>): Promise<T | undefined> {
  try {
    return await does();
  } catch (error) {
    // A list may still show the version after everything else knows that it is gone.
    if (isAbsent(error) || (error instanceof UserError && error.code === 'VERSION_NOT_FOUND')) {
      return undefined;
    }
    throw error;
  }
}
