import type { Workspace } from '../../../local/workspace/workspace';
import { call, send } from '../workspace/stand-in';

interface Listed {
  readonly path: string;
  readonly object_type: string;
}

/** Kind and content of everything below a workspace folder but its record, by path; empty folders end with a slash. */
export async function deployedObjects(workspace: Workspace, folder: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  await collect({ workspace, folder, at: folder }, found);
  delete found['deployment.json'];
  return found;
}

async function collect(
  { workspace, folder, at }: { readonly workspace: Workspace; readonly folder: string; readonly at: string },
  found: Record<string, string>,
): Promise<void> {
  const { body } = await call(workspace, 'GET /api/2.0/workspace/list', { path: at });
  const objects = (body['objects'] ?? []) as unknown as readonly Listed[];
  if (objects.length === 0 && at !== folder) {
    found[`${at.slice(folder.length + 1)}/`] = 'DIRECTORY';
  }
  for (const { path, object_type: type } of objects) {
    if (type === 'DIRECTORY') {
      await collect({ workspace, folder, at: path }, found);
    } else {
      const { content } = await send(
        workspace,
        `GET /api/2.0/workspace-files${encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F')}`,
      );
      found[path.slice(folder.length + 1)] = `${type} ${content.toString('latin1')}`;
    }
  }
}

/** The state that the record at the destination is in; undefined without one. */
export async function recordedState(workspace: Workspace, folder: string): Promise<string | undefined> {
  const { status, content } = await send(workspace, `GET /api/2.0/workspace-files${folder}/deployment.json`);
  return status === 200 ? String((JSON.parse(content.toString('utf8')) as { state?: unknown }).state) : undefined;
}
