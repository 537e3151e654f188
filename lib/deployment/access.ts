import { posix } from 'node:path';
import { UserError } from '../core/errors';
import type { AccessEntry, PermittedObject } from '../databricks/permissions';
import type { Workspace } from '../databricks/workspace';
import type { TaskHost } from '../task/host';
import type { Destination } from './destination';

interface AccessContext {
  readonly workspace: Workspace;
  readonly host: TaskHost;
}

/** Levels that allow changes in the folder. */
const CHANGING = new Set(['CAN_EDIT', 'CAN_MANAGE']);

/** Lets only the readers read the folder and only this identity change it; refuses if a parent folder grants more. */
export async function restrictAccess(
  destination: Destination,
  readers: readonly string[],
  { workspace, host }: AccessContext,
): Promise<void> {
  const { path, shown } = destination;
  const folder = { type: 'directories', id: await folderId(path, workspace), name: shown };
  const { userName: self } = await workspace.scim.me();
  const wanted = [
    { principal: self, level: 'CAN_MANAGE' },
    ...readers.filter((reader) => reader !== self).map((principal) => ({ principal, level: 'CAN_READ' })),
  ];
  const before = await entriesOf(folder, workspace);
  if (!isExactly(ownEntries(before), wanted)) {
    await workspace.permissions.replace(folder, wanted);
  }
  const after = isExactly(ownEntries(before), wanted)
    ? before
    : await readBack({ folder, wanted }, { workspace, host });
  await refuseEditors(
    after.filter((entry) => mayEdit(entry, self)),
    destination,
    workspace,
  );
  host.log.info(`Access: ${readers.join(', ')} may read ${shown}, only '${self}' may change it`);
}

/** A deleted folder has none. */
async function entriesOf(folder: PermittedObject, { permissions }: Workspace): Promise<readonly AccessEntry[]> {
  return (await permissions.accessTo(folder)) ?? [];
}

function isExactly(entries: readonly Wanted[], wanted: readonly Wanted[]): boolean {
  const texts = (list: readonly Wanted[]): string =>
    [...new Set(list.map(({ principal, level }) => `${level} ${principal}`))].toSorted().join('\n');
  return texts(entries) === texts(wanted);
}

type Wanted = Pick<AccessEntry, 'principal' | 'level'>;

function ownEntries(entries: readonly AccessEntry[]): readonly AccessEntry[] {
  return entries.filter(({ inheritedFrom }) => inheritedFrom === undefined);
}

async function readBack(
  { folder, wanted }: { readonly folder: PermittedObject; readonly wanted: readonly Wanted[] },
  { workspace, host }: AccessContext,
): Promise<readonly AccessEntry[]> {
  let entries = await entriesOf(folder, workspace);
  // The first read may still return the old permissions.
  for (const waitMs of [500, 1000, 2000]) {
    if (isExactly(ownEntries(entries), wanted)) {
      return entries;
    }
    await host.clock.sleep(waitMs, host.signal);
    entries = await entriesOf(folder, workspace);
  }
  const found = ownEntries(entries).map(({ principal, level }) => `${principal} (${level})`);
  throw new UserError('ACCESS_NOT_EXCLUSIVE', {
    what: `The permissions of ${folder.name} were set, but read back as: ${found.join(', ') || 'none'}.`,
    fix: 'Find out who else sets them, and re-run this stage.',
  });
}

/** Administrators may always change everything. */
function mayEdit({ principal, level, inheritedFrom }: AccessEntry, self: string): boolean {
  return inheritedFrom !== undefined && CHANGING.has(level) && principal !== 'admins' && principal !== self;
}

async function refuseEditors(
  editors: readonly AccessEntry[],
  { path, shown }: Destination,
  workspace: Workspace,
): Promise<void> {
  if (editors.length === 0) {
    return;
  }
  const names = await namesOfFoldersAbove(path, workspace);
  const sentences = editors.map(({ principal, level, inheritedFrom = [] }) => {
    const from = inheritedFrom.map((object) => names.get(object) ?? object).join(', ');
    return `- '${principal}' has ${level} from ${from || 'a folder above'}.`;
  });
  throw new UserError('ACCESS_NOT_EXCLUSIVE', {
    what: `Input 'access' lets nobody else change ${shown}, but permissions of folders above do:\n${sentences.join('\n')}`,
    fix: 'Deploy below a folder where only administrators and this identity may edit, or remove those permissions there.',
  });
}

async function namesOfFoldersAbove(path: string, workspace: Workspace): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const status = await workspace.files.status(folder).catch(() => undefined);
    if (status?.id !== undefined) {
      names.set(`/directories/${status.id}`, `/Workspace${folder === '/' ? '' : folder}`);
    }
    if (folder === '/') {
      return names;
    }
  }
}

async function folderId(path: string, workspace: Workspace): Promise<string> {
  const id = (await workspace.files.status(path))?.id;
  if (id === undefined) {
    throw new UserError('ACCESS_NOT_EXCLUSIVE', {
      what: `The workspace does not report the ID of ${path}, so its permissions cannot be set.`,
      fix: "Re-run this stage, or leave 'access' empty.",
    });
  }
  return id;
}
