import { posix } from 'node:path';
import { UserError } from '../../core/errors';
import { ApiError } from '../../databricks/api/api-error';
import type { Workspace } from '../../databricks/workspace';
import type { Destination } from '../destination';

/** One check for the destination and each parent folder: files in a Git folder would be local edits. */
export function checksForGitFolder(destination: Destination, workspace: Workspace): readonly (() => Promise<void>)[] {
  const folders = destination.kind === 'volume' ? [] : withFoldersAbove(destination.path);
  return folders.map((folder) => () => refuseGitFolder(folder, destination, workspace));
}

async function refuseGitFolder(folder: string, { path, shown }: Destination, workspace: Workspace): Promise<void> {
  if ((await typeOf(folder, workspace)) === 'REPO') {
    throw new UserError('DESTINATION_TAKEN', {
      what: `${shown} ${folder === path ? 'is a Git folder' : `is in the Git folder ${folder}`}; files put there would be uncommitted edits.`,
      fix: "Set 'mode: gitFolder' to have the workspace check out a commit there, or choose another destination.",
    });
  }
}

function withFoldersAbove(path: string): readonly string[] {
  return path === '/' ? [] : [path, ...withFoldersAbove(posix.dirname(path))];
}

async function typeOf(path: string, { files }: Workspace): Promise<string | undefined> {
  try {
    return (await files.status(path))?.type;
  } catch (error) {
    // Ignore a parent folder that this identity may not read.
    if (error instanceof ApiError && error.kind === 'permission') {
      return undefined;
    }
    throw error;
  }
}
