import { UserError } from '../../core/errors';
import { ApiError } from '../../databricks/api/api-error';
import type { GitFolder } from '../../databricks/git-folders';
import type { Workspace } from '../../databricks/workspace';
import { FACTS_OF_DEPLOYMENTS } from '../../evidence/known-run';
import { openEvidence } from '../../evidence/run-evidence';
import type { TaskHost } from '../../task/host';
import { publishDeployment } from '../record/evidence';
import { isAt, requireCommit, settled } from './commit-check';
import { createdGitFolder } from './create';
import { refText } from './git-ref';
import type { GitFolderInputs } from './inputs';
import { gitFolderAt } from './open';
import { gitFolderRecord } from './record';
import { explained } from './refusal';
import { gitTarget, type GitTarget } from './target';

interface Context {
  readonly workspace: Workspace;
  readonly host: TaskHost<'deployedPath' | 'deployedCommit'>;
}

export interface DeployedGitFolder {
  readonly deployedPath: string;
  readonly deployedCommit: string;
}

/** Lets the workspace check out this run's branch or tag, and verifies that it is at this run's commit. */
export async function deployGitFolder(inputs: GitFolderInputs, context: Context): Promise<DeployedGitFolder> {
  const { host } = context;
  const evidence = openEvidence(host, { facts: FACTS_OF_DEPLOYMENTS });
  const target = gitTarget(inputs, host.facts);
  try {
    const folder = await atTarget(target, context);
    const deployed = { deployedPath: `/Workspace${target.path}`, deployedCommit: folder.head ?? '' };
    host.setOutputs(deployed);
    requireCommit(folder, target, host);
    publishDeployment(gitFolderRecord(folder, target, host), evidence);
    return deployed;
  } catch (error) {
    throw host.signal.aborted ? cancelled(target, error) : error;
  }
}

async function atTarget(target: GitTarget, { workspace, host }: Context): Promise<GitFolder> {
  const found = await gitFolderAt(target, workspace);
  if (found !== undefined && isAt(found, target)) {
    host.log.info(`${nameOf(found)}: already at ${positionOf(found)}`);
    return found;
  }
  const before = found ?? (await createdGitFolder(target, { workspace, host }));
  if (found === undefined) {
    host.log.info(`${nameOf(before)}: cloned from ${target.url}`);
  }
  await checkOut(before, target, workspace);
  const after = await settled(before, target, { workspace, host });
  host.log.info(`${nameOf(after)}: ${positionOf(before)} → ${positionOf(after)}`);
  return after;
}

async function checkOut(folder: GitFolder, target: GitTarget, workspace: Workspace): Promise<void> {
  try {
    await workspace.gitFolders.checkOut(folder, target.ref);
  } catch (error) {
    const refusal = await explained(error, target, workspace);
    // After a lost response, a checkout is repeated; the service refuses it if the first one is running or done.
    if (!(error instanceof ApiError) || !isAt(await workspace.gitFolders.byId(folder.id), target)) {
      throw refusal;
    }
  }
}

function nameOf({ path, id }: GitFolder): string {
  return `Git folder ${path} (id ${id})`;
}

function positionOf({ branch, head = '(unknown)' }: GitFolder): string {
  return branch === '' ? head : `${branch} ${head}`;
}

function cancelled({ path, ref }: GitTarget, cause: unknown): UserError {
  return new UserError('CANCELED', {
    what: `The pipeline was cancelled while Git folder ${path} was being set to ${refText(ref)}; Databricks may still finish it.`,
    fix: 'Re-run this stage if that was a mistake: it checks the folder first and corrects it.',
    cause,
  });
}
