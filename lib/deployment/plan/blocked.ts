import { UserError } from '../../core/errors';
import { ApiError } from '../../databricks/api/api-error';
import { foldersAbove } from '../source/notebook';
import type { DeploymentStore } from '../store/store';
import { folderOf } from './observation';

/** Sentences about objects of others in the way of ours. */
export function blockedBy(sentences: readonly string[], { destination }: DeploymentStore): UserError {
  return new UserError('DESTINATION_BLOCKED', {
    what: `Others have put objects in ${destination.shown} where this deployment needs its own:\n${sentences.map((one) => `- ${one}.`).join('\n')}`,
    fix: "Move or delete them, deploy to a folder that only this deployment uses, or set 'deleteExtraneous: true' to delete other files and notebooks.",
  });
}

/** Why the service refused to create an object: another object at its path or a parent path, or the name itself. */
export async function explainedRefusal(error: unknown, target: string, store: DeploymentStore): Promise<unknown> {
  if (!(error instanceof ApiError) || error.kind !== 'refused') {
    return error;
  }
  const inTheWay = await blockerOf(target, store);
  if (inTheWay !== undefined) {
    return blockedBy([inTheWay], store);
  }
  return new UserError('FILE_REFUSED', {
    what: `${store.destination.shown}/${target} was refused (${[error.status, error.code].filter(Boolean).join(' ')}): ${error.message}${error.requestId === undefined ? '' : ` [request ${error.requestId}]`}`,
    fix: "Rename or correct the file as the message says, or leave it out with 'exclude'.",
    cause: error,
  });
}

async function blockerOf(target: string, store: DeploymentStore): Promise<string | undefined> {
  const above = foldersAbove(target);
  for (const folder of above.toReversed()) {
    const kind = await kindAt(folder, store);
    if (kind !== undefined && kind !== 'folder') {
      return `'${folder}' is a ${kind}, and a folder has to be there`;
    }
  }
  const kind = await kindAt(target, store);
  return kind === undefined ? undefined : `'${target}' is a ${kind} of somebody else`;
}

async function kindAt(target: string, store: DeploymentStore): Promise<string | undefined> {
  const children = await store.list(folderOf(target));
  return children?.find((child) => child.target === target)?.kind;
}
