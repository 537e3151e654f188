import { sha256Hex } from '../core/node/hash';
import { sideBySide } from '../core/side-by-side';
import { ApiError } from '../databricks/api/api-error';
import { textContent } from '../databricks/text-content';
import type { Workspace } from '../databricks/workspace';
import type { Import } from '../databricks/workspace-files';
import type { TaskHost } from '../task/host';
import { withFiles } from './with-files';

const HASH_DIGITS = 12;
const MOST_AT_ONCE = 4;

/** A notebook and what it imports. */
export interface NotebookFiles {
  /** Of a file that the task ships, without `.py`. */
  readonly name: string;
  /** Of modules that the task ships for it. */
  readonly modules?: readonly string[];
  /** Texts by file name, of files that no task ships. */
  readonly files?: Readonly<Record<string, string>>;
  /** Carries the rest inside the notebook: one upload, and the files are on the disk of the machine that runs it. */
  readonly asOneFile?: boolean;
  /** Another identity that has to read them. */
  readonly runAs?: string | undefined;
}

interface Placing {
  readonly host: TaskHost;
  readonly workspace: Workspace;
}

/**
 * Puts a notebook that ships with the task, with what it imports, into the home folder of the identity, below the hash of
 * all texts: other versions at work stay undisturbed, and repetition leaves nothing more behind. Gives its path.
 */
export async function placeNotebook(notebook: NotebookFiles, placing: Placing): Promise<string> {
  const { host, workspace } = placing;
  const { source, beside } = textsOf(notebook, host);
  const reader = notebook.runAs === undefined ? [] : [notebook.runAs];
  const hash = sha256Hex([source, ...beside.flat(), ...reader].join('\0')).slice(0, HASH_DIGITS);
  const { userName } = await workspace.scim.me();
  const home = `/Users/${userName}/.mlops-for-databricks`;
  // What lies beside others, or is shown to others, has a folder of its own.
  const isAlone = beside.length === 0 && reader.length === 0;
  const folder = isAlone ? home : `${home}/${hash}`;
  const path = isAlone ? `${folder}/${notebook.name}-${hash}` : `${folder}/${notebook.name}`;
  // Even where they stand already: whoever may write there could have changed them, and would run code as this identity.
  const texts: readonly PlacedText[] = [
    { path, as: { format: 'SOURCE', language: 'PYTHON' }, text: source },
    ...beside.map(([name, text]) => ({ path: `${folder}/${name}`, as: { format: 'RAW' as const }, text })),
  ];
  const putAll = () => sideBySide(texts, MOST_AT_ONCE, (text) => put(workspace, text));
  try {
    await putAll();
  } catch (error) {
    if (!isNoFolder(error)) {
      throw error;
    }
    // Only the first run of a notebook finds no folder.
    await workspace.files.makeFolder(folder);
    await putAll();
  }
  if (notebook.runAs !== undefined) {
    await letRead(folder, { reader: notebook.runAs, owner: userName }, workspace);
  }
  host.log.debug(`Notebook ${path}`);
  return path;
}

function isNoFolder(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** Only the folder of this notebook, and only to read. */
async function letRead(
  folder: string,
  { reader, owner }: { readonly reader: string; readonly owner: string },
  workspace: Workspace,
): Promise<void> {
  const id = (await workspace.files.status(folder))?.id ?? '';
  await workspace.permissions.replace({ type: 'directories', id, name: folder }, [
    { principal: owner, level: 'CAN_MANAGE' },
    { principal: reader, level: 'CAN_READ' },
  ]);
}

interface Texts {
  readonly source: string;
  /** By file name. */
  readonly beside: readonly (readonly [name: string, text: string])[];
}

function textsOf(notebook: NotebookFiles, host: TaskHost): Texts {
  const source = host.shippedFile(`${notebook.name}.py`);
  const files = { ...shippedModules(notebook, host), ...notebook.files };
  return notebook.asOneFile === true
    ? { source: withFiles(source, files), beside: [] }
    : { source, beside: Object.entries(files) };
}

function shippedModules({ modules = [] }: NotebookFiles, host: TaskHost): Record<string, string> {
  return Object.fromEntries(modules.map((name) => [`${name}.py`, host.shippedFile(`${name}.py`)]));
}

interface PlacedText extends Pick<Import, 'path' | 'as'> {
  readonly text: string;
}

function put(workspace: Workspace, { path, as, text }: PlacedText): Promise<void> {
  return workspace.files.import({ path, as, content: textContent(text), boundary: sha256Hex(text) });
}
