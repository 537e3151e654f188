import type { Workspace } from '../../../local/workspace/workspace';
import type { RecordingHost } from '../recording-host';
import { call } from '../workspace/stand-in';

const COMPARISONS = '/Users/dev@example.com/.mlops-for-databricks/comparisons';

/**
 * Files of comparisons in the workspace, and what a post-job step would still have to delete. A run that was ended early
 * is left to it in any case, which makes sure of its end and of what it may have written meanwhile.
 */
export async function leftBehind(workspace: Workspace, host: RecordingHost): Promise<readonly string[]> {
  const todo = [...host.remembered].filter(([, value]) => value !== '').map(([name]) => name);
  const isSure = todo.every((name) => !name.endsWith('runToCancel'));
  return [...(await filesOfComparisons(workspace)), ...(isSure ? todo : [])];
}

export function filesOfComparisons(workspace: Workspace): Promise<readonly string[]> {
  return below(workspace, COMPARISONS);
}

async function below(workspace: Workspace, folder: string): Promise<readonly string[]> {
  const { body } = await call(workspace, 'GET /api/2.0/workspace/list', { path: folder });
  const objects = (body['objects'] ?? []) as readonly { readonly path: string; readonly object_type: string }[];
  const inner = objects.filter(({ object_type: type }) => type === 'DIRECTORY');
  const deeper = await Promise.all(inner.map(({ path }) => below(workspace, path)));
  return [...objects.map(({ path }) => path), ...deeper.flat()];
}
