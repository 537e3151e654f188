import { UserError } from '../../core/errors';
import type { GitFolder } from '../../databricks/git-folders';
import type { Workspace } from '../../databricks/workspace';
import type { TaskHost } from '../../task/host';
import { USE_FILES } from './checkout';
import { refText } from './git-ref';
import { isSameRepository } from './repository-address';
import type { GitTarget } from './target';

/** The first read may still return the folder before its checkout. */
const READ_AGAIN_AFTER_MS = [1000, 2000, 4000];

/** Whether the work is done. */
export function isAt({ branch, head }: GitFolder, { ref, commit }: GitTarget): boolean {
  return head?.toLowerCase() === commit && branch === (ref.kind === 'branch' ? ref.name : '');
}

/** The folder with the expected commit, or its state after a few reads. */
export async function settled(
  folder: GitFolder,
  target: GitTarget,
  { workspace, host }: { readonly workspace: Workspace; readonly host: TaskHost },
): Promise<GitFolder> {
  let now = await workspace.gitFolders.byId(folder.id);
  for (const waitMs of READ_AGAIN_AFTER_MS) {
    if (isAt(now, target)) {
      return now;
    }
    await host.clock.sleep(waitMs, host.signal);
    now = await workspace.gitFolders.byId(folder.id);
  }
  return now;
}

/** Refuses a folder at another commit than the one that this run tests. */
export function requireCommit(folder: GitFolder, target: GitTarget, { facts }: TaskHost): void {
  if (isAt(folder, target)) {
    return;
  }
  const { path, head = '(unknown)', branch } = folder;
  const at = `${head}${branch === '' ? '' : ` of branch '${branch}'`}`;
  throw new UserError('GIT_COMMIT_MISMATCH', {
    what: `Git folder ${path} was set to ${refText(target.ref)} and is at ${at}, but this run tests ${target.commit}: ${reason(target, facts)}.`,
    fix: `To deploy exactly the commit of this run, ${USE_FILES}; or start a new run for the newest commit.`,
  });
}

function reason({ ref, url }: GitTarget, { branch, repository, pullRequest }: TaskHost['facts']): string {
  if (!isSameRepository(url, repository.url)) {
    return `${url} is not the repository of this run, ${repository.url}, and has other commits`;
  }
  if (pullRequest !== undefined) {
    return `the merge commit of pull request ${pullRequest} is on no branch`;
  }
  return branch === `refs/${ref.kind === 'branch' ? 'heads' : 'tags'}/${ref.name}`
    ? `the ${ref.kind} has moved since the run began`
    : `the run is on '${branch}'`;
}
