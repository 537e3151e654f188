import { UserError } from '../core/errors';
import { isAbsent } from './missing';

/** Undefined if the version does not exist, e.g. because somebody deleted it after it was listed. */
export async function unlessDeleted<T>(does: () => Promise<T>): Promise<T | undefined> {
  try {
    return await does();
  } catch (error) {
    // A list may still show a deleted version for a while.
    if (isAbsent(error) || (error instanceof UserError && error.code === 'VERSION_NOT_FOUND')) {
      return undefined;
    }
    throw error;
  }
}
