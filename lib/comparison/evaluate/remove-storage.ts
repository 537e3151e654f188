import type { Workspace } from '../../databricks/workspace';
import type { EvaluationStorage } from './storage';

/** Deletes what was frozen and scored. What is gone already counts as deleted. */
export async function removeStorage({ rows, labels }: EvaluationStorage, workspace: Workspace): Promise<void> {
  await removeFolder(rows, workspace);
  await removeFolder(labels, workspace);
  // The home folder has one folder for both, which must be empty now.
  await workspace.files.remove(inWorkspace(labels.replace(/\/labels$/, '')));
}

async function removeFolder(path: string, workspace: Workspace): Promise<void> {
  await (path.startsWith('/Volumes/')
    ? removeOfVolume(path, workspace)
    : removeOfWorkspace(inWorkspace(path), workspace));
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
  for (const { path, type } of (await workspace.files.list(folder)) ?? []) {
    await (type === 'DIRECTORY' ? removeOfWorkspace(path, workspace) : workspace.files.remove(path));
  }
  await workspace.files.remove(folder);
}
