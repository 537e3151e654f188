import type { Created } from '../contracts/creation';
import type { Hash } from '../contracts/seal';
import { pullRequestSuffix, type OfPullRequest } from '../project/pull-request';

/** A pull request with the workspace folder of its code. */
export interface DeployedPullRequest extends OfPullRequest {
  readonly folder: string;
}

/** Whether the last part of the path names this pull request alone, as in `pull-12-merge` or `pr-12`. */
export function isOwnFolder({ folder, number }: Pick<DeployedPullRequest, 'folder' | 'number'>): boolean {
  const name = folder.split('/').at(-1) ?? '';
  return [`pull-${number}-merge`, `pull-${number}`, `pr-${number}`].includes(name);
}

/**
 * Whether the name shows that nothing but this pull request uses it. The clean-up applies the same rule, so that no
 * record can name anything of production: on-databricks/clean_up/own_names.py.
 */
export function isOwn({ kind, name }: Created, pullRequest: DeployedPullRequest, hash: Hash): boolean {
  const suffix = pullRequestSuffix(pullRequest, hash);
  switch (kind) {
    case 'folder':
      return name === pullRequest.folder;
    case 'versions':
      return name.endsWith('_pr');
    case 'experiment':
      return name.endsWith(suffix) || isBelow(name, pullRequest.folder);
    case 'table':
      return name.replace(/`$/, '').endsWith(suffix);
    case 'path':
      return name.endsWith(suffix) || name.endsWith(`/${suffix.slice(1)}`);
  }
}

/** The experiment of a notebook has the path of the notebook. */
function isBelow(name: string, folder: string): boolean {
  const plain = (path: string): string => path.replace(/^\/Workspace(?=\/)/, '');
  return plain(name).startsWith(`${plain(folder)}/`) && !name.split('/').includes('..');
}
