import { createdIn } from '../contracts/creation';
import type { Workspace } from '../databricks/workspace';
import { RECORDS_FOLDER } from './records-folder';

/**
 * Removes the records of a folder whose code is gone, if they name nothing but the folder itself; then nothing is left for
 * a clean-up. Returns whether it did.
 */
export async function forgetFolder(folder: string, { files }: Workspace): Promise<boolean> {
  const parent = `${folder}/${RECORDS_FOLDER}`;
  const paths = ((await files.list(parent)) ?? []).map(({ path }) => path);
  for (const path of paths) {
    const created = createdIn((await files.text(path)) ?? '');
    if (created === undefined || created.some(({ kind }) => kind !== 'folder')) {
      return false;
    }
  }
  for (const path of [...paths, parent]) {
    await files.remove(path);
  }
  return true;
}
