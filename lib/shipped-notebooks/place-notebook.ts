import { sha256Hex } from '../core/node/hash';
import { textContent } from '../databricks/text-content';
import type { Workspace } from '../databricks/workspace';
import type { TaskHost } from '../task/host';

const HASH_DIGITS = 12;

/**
 * Puts a notebook that ships with the task into the home folder of the identity, below the hash of its text: other
 * versions at work stay undisturbed, and repetition leaves nothing more behind. Gives its path.
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
  // Even where it stands already: whoever may write there could have changed it, and would run code as this identity.
  await workspace.files.import({
    path,
    as: { format: 'SOURCE', language: 'PYTHON' },
    content: textContent(source),
    boundary: hash,
  });
  host.log.debug(`Notebook ${path}`);
  return path;
}
