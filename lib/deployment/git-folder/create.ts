import { posix } from 'node:path';
import { UserError } from '../../core/errors';
import { ApiError } from '../../databricks/api/api-error';
import { leavesDoubt } from '../../databricks/api/passing';
import type { GitFolder } from '../../databricks/git-folders';
import type { Workspace } from '../../databricks/workspace';
import type { TaskHost } from '../../task/host';
import { gitFolderAt } from './open';
import { explained } from './refusal';
import type { GitTarget } from './target';

interface Context {
  readonly workspace: Workspace;
  readonly host: TaskHost;
}

const ATTEMPTS = 3;
/** After a lost response, a clone may continue for minutes. */
const LOOK_AFTER_MS = [1000, 4000, 10_000, 30_000, 60_000];

/** Clones the repository. After a lost response, looks for the folder before it retries. */
export async function createdGitFolder(target: GitTarget, context: Context): Promise<GitFolder> {
  const { workspace, host } = context;
  await workspace.files.makeFolder(posix.dirname(target.path));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      return await workspace.gitFolders.create(target);
    } catch (error) {
      if (!mayBeThere(error)) {
        throw await explained(error, target, workspace);
      }
      host.log.info(`Git folder ${target.path}: the clone request got no answer (${messageOf(error)}); looking for it`);
    }
    const found = await lookedFor(target, context);
    if (found !== undefined) {
      return found;
    }
  }
  throw new UserError('GIT_FOLDER_UNCONFIRMED', {
    what: `Databricks was asked ${ATTEMPTS} times to clone ${target.url} to ${target.path}; there was no answer, and the folder does not exist.`,
    fix: 'Re-run this stage: it looks for the folder first. A repository beyond the limits of Git folders may never finish; deploy that one with mode: files.',
  });
}

/** Another run, or our own clone with a lost response, may have created it in the meantime. */
function mayBeThere(error: unknown): boolean {
  return leavesDoubt(error) || (error instanceof ApiError && error.code === 'RESOURCE_ALREADY_EXISTS');
}

async function lookedFor(target: GitTarget, { workspace, host }: Context): Promise<GitFolder | undefined> {
  for (const waitMs of LOOK_AFTER_MS) {
    await host.clock.sleep(waitMs, host.signal);
    const found = await gitFolderAt(target, workspace);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
