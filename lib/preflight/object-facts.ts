import type { AccessEntry } from '../databricks/permissions';
import type { Workspace } from '../databricks/workspace';
import type { WorkspaceObject } from './expectation';
import { OBJECT_KINDS } from './object-kinds';
import { refusalOf } from './refusal';

/** What was read about an object; `absent` and `unseen` are reasons for a missing list. */
export type ObjectFacts =
  | { readonly entries: readonly AccessEntry[] }
  | { readonly absent: string }
  | { readonly unseen: string };

/** Permissions on an object, given by name, path or ID. */
export async function objectFacts(object: WorkspaceObject, workspace: Workspace): Promise<ObjectFacts> {
  try {
    const found = await findObject(object, workspace);
    if ('ids' in found && found.ids.length > 1) {
      return { unseen: `${found.ids.length} have this name: ${found.ids.join(', ')}; name one by its ID` };
    }
    const [id] = 'ids' in found ? found.ids : [];
    if (id === undefined) {
      return { absent: 'absent' in found ? found.absent : 'there is none of this name' };
    }
    const type = ('type' in found ? found.type : undefined) ?? OBJECT_KINDS[object.kind].permissionsType;
    const entries = await workspace.permissions.accessTo({ type, id });
    return entries === undefined ? { absent: 'there is none' } : { entries };
  } catch (error) {
    return { unseen: refusalOf(error) };
  }
}

type Found = { readonly ids: readonly string[]; readonly type?: string } | { readonly absent: string };

async function findObject({ kind, name }: WorkspaceObject, workspace: Workspace): Promise<Found> {
  const { jobs, objectIds, workspaceRegistry } = workspace;
  switch (kind) {
    case 'job':
      return { ids: /^\d+$/.test(name) ? [name] : (await jobs.jobsNamed(name)).map(({ id }) => id) };
    case 'cluster':
      return { ids: /^\d{4}-\d{6}-\w+$/.test(name) ? [name] : await objectIds.named('clusters', name) };
    case 'cluster policy':
      return { ids: /^[0-9A-F]{16}$/i.test(name) ? [name] : await objectIds.named('cluster-policies', name) };
    case 'warehouse':
      return { ids: /^[0-9a-f]{16}$/i.test(name) ? [name] : await objectIds.named('warehouses', name) };
    case 'experiment':
      return idOrNone(/^\d+$/.test(name) ? name : await objectIds.experiment(name));
    case 'workspace model':
      return idOrNone(await workspaceRegistry.modelId(name));
    case 'serving endpoint':
      return idOrNone(await objectIds.servingEndpoint(name));
    case 'folder':
      return inTree(name, { DIRECTORY: 'directories', REPO: 'repos' }, workspace);
    case 'notebook':
      return inTree(name, { NOTEBOOK: 'notebooks' }, workspace);
  }
}

function idOrNone(id: string | undefined): Found {
  return { ids: id === undefined ? [] : [id] };
}

async function inTree(path: string, types: Readonly<Record<string, string>>, { files }: Workspace): Promise<Found> {
  const status = await files.status(path);
  if (status === undefined) {
    return { absent: 'nothing is at this path' };
  }
  const type = types[status.type];
  return type === undefined
    ? { absent: `a ${status.type.toLowerCase()} is at this path` }
    : { ids: status.id === undefined ? [] : [status.id], type };
}
