import type { Workspace } from '../../databricks/workspace';
import type { EvaluationStorage } from './storage';

/** Deletes what was frozen and scored. What is gone already counts as deleted. */
export async function removeStorage({ rows, labels }: EvaluationStorage, workspace: Workspace): Promise<void> {
  if (rows.startsWith('/Volumes/')) {
    await removeOfVolume(rows, workspace);
  }
  // The home folder has one folder for labels and, without a volume, for rows.
  await removeOfWorkspace(inWorkspace(labels.replace(/\/labels$/, '')), workspace);
}

/** The Workspace API knows its files without the prefix that code on a machine needs. */
function inWorkspace(path: string): string {
  return path.replace(/^\/Workspace(?=\/)/, '');
}

async function removeOfVolume(folder: string, workspace: Workspace): Promise<void> {
  for (const { path, isFolder } of (await workspace.volumeFiles.list(folder)) ?? []) {
    await (isFolder ? removeOfVolume(path, workspace) : workspace.volumeFiles.removeFile(path));
  }
  await workspace.volumeFiles.removeFolder(folder);
}

async function removeOfWorkspace(folder: string, workspace: Workspace): Promise<void> {
  const objects = await workspace.files.list(folder);
  if (objects === undefined) {
    return;
  }
  for (const { path, type } of objects) {
    await (type === 'DIRECTORY' ? removeOfWorkspace(path, workspace) : workspace.files.remove(path));
  }
  await workspace.files.remove(folder);
}
