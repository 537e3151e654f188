import { posix } from 'node:path';
import { UserError } from '../core/errors';
import { ApiError } from '../databricks/api-error';
import type { Workspace } from '../databricks/workspace';
import type { Destination } from './destination';

/** Refuses a destination that is a Git folder or lies in one: what is put there would be local edits. */
export async function refuseInsideGitFolder({ kind, path, shown }: Destination, workspace: Workspace): Promise<void> {
  const folders = kind === 'volume' ? [] : withFoldersAbove(path);
  const types = await Promise.all(folders.map((folder) => typeOf(folder, workspace)));
  const found = folders[types.indexOf('REPO')];
  if (found !== undefined) {
    throw new UserError('DESTINATION_TAKEN', {
      what: `${shown} ${found === path ? 'is a Git folder' : `lies in the Git folder ${found}`}; files put there would be edits that nobody has committed.`,
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
    // A folder above that this identity may not look at is none of its business.
    if (error instanceof ApiError && error.kind === 'permission') {
      return undefined;
    }
    throw error;
  }
}
