import { UserError } from '../../core/errors';
import type { GitFolder } from '../../databricks/git-folders';
import type { Workspace } from '../../databricks/workspace';
import { isSameRepository } from './repository-address';
import type { GitTarget } from './target';

/** The Git folder at the path; undefined if nothing is there; refuses anything else. */
export async function gitFolderAt(target: GitTarget, workspace: Workspace): Promise<GitFolder | undefined> {
  const { path } = target;
  const object = await workspace.files.status(path);
  if (object === undefined) {
    return undefined;
  }
  const folder =
    object.type === 'REPO' && object.id !== undefined
      ? await workspace.gitFolders.byId(object.id)
      : object.type === 'DIRECTORY'
        ? await listedAs(path, workspace)
        : undefined;
  if (folder === undefined) {
    throw occupied(target, `is no Git folder but a ${object.type.toLowerCase()}`);
  }
  if (!isSameRepository(folder.url, target.url)) {
    throw occupied(target, `is a Git folder of ${folder.url}, not of ${target.url}`);
  }
  return folder;
}

/** A Git folder that is also used with the git CLI looks like a plain directory. */
async function listedAs(path: string, { gitFolders }: Workspace): Promise<GitFolder | undefined> {
  const listed = await gitFolders.below(path);
  return listed.find((folder) => folder.path.replace(/^\/Workspace(?=\/)/, '') === path);
}

function occupied({ path }: GitTarget, what: string): UserError {
  return new UserError('GIT_FOLDER_OCCUPIED', {
    what: `${path} ${what}; nothing was changed.`,
    fix: "Set 'destination' to an unused path, or remove what is there ('mode: remove' for a deployment of 'mode: files').",
  });
}
