import { sha256Hex } from '../core/node/hash';
import { textContent } from '../databricks/text-content';
import type { Workspace } from '../databricks/workspace';
import type { TaskHost } from '../task/host';

const HASH_DIGITS = 12;

/**
 * Uploads a notebook of the task to the identity's home folder, below the hash of its text, so that it never disturbs
 * other versions and repeated uploads leave no extra files. Returns its path.
 */
export async function placeNotebook(
  name: string,
  { host, workspace }: { readonly host: TaskHost; readonly workspace: Workspace },
): Promise<string> {
  const source = host.shippedFile(`${name}.py`);
  const hash = sha256Hex(source);
  const { userName } = await workspace.scim.me();
  const folder = `/Users/${userName}/.mlops-for-databricks/${hash.slice(0, HASH_DIGITS)}`;
  const path = `${folder}/${name}`;
  await workspace.files.makeFolder(folder);
  // Even if it exists: somebody else with write access could have changed it, and would run code as this identity.
  await workspace.files.import({
    path,
    as: { format: 'SOURCE', language: 'PYTHON' },
    content: textContent(source),
    boundary: hash,
  });
  host.log.debug(`Notebook ${path}`);
  return path;
}
