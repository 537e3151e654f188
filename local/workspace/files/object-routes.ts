import { bytes, json } from '../http/reply';
import { invalidParameter, missingPath, Refusal } from '../http/refusal';
import type { ApiCall, Route } from '../http/route';
import type { PathPermission, Permissions } from '../access/permissions';
import { StaleReads } from '../stale-reads';
import { exportedObject, refuseDirectory } from './exported-object';
import { importedObject } from './imported-object';
import { statusJson, type ObjectStatus } from './object-status';
import type { ObjectTree } from './object-tree';
import { parentOf, workspacePath } from './workspace-path';

const MAX_CONTENT_BYTES = 10 * 1024 * 1024;

export interface ObjectRoutesContext {
  readonly tree: ObjectTree;
  readonly permissions: Permissions;
  readonly staleReads: boolean;
}

/** Workspace API 2.0: notebooks, files and directories. */
export function objectRoutes({ tree, permissions, staleReads }: ObjectRoutesContext): readonly Route[] {
  const staleStatus = new StaleReads<ObjectStatus | undefined>(staleReads);
  const staleList = new StaleReads<readonly ObjectStatus[] | undefined>(staleReads);

  function allowedPath({ fields, caller }: ApiCall, permission: PathPermission): string {
    const path = workspacePath(fields.text('path'));
    permissions.requireOnPath(caller, permission, path);
    return path;
  }

  function beforeWrite(path: string): void {
    staleStatus.beforeWrite(path, () => tree.status(path));
    staleList.beforeWrite(parentOf(path), () => tree.children(parentOf(path)));
  }

  return [
    {
      method: 'POST',
      path: '/api/2.0/workspace/import',
      answer(call) {
        const object = importedObject({
          path: allowedPath(call, 'CAN_EDIT'),
          format: call.fields.optionalText('format') ?? 'SOURCE',
          language: call.fields.optionalText('language'),
          content: decoded(call.fields.optionalText('content') ?? ''),
        });
        beforeWrite(object.path);
        tree.put(object, call.fields.flag('overwrite') ? 'overwrite' : 'refuse');
        return json({});
      },
    },
    {
      method: 'POST',
      path: '/api/2.0/workspace/mkdirs',
      answer(call) {
        const path = allowedPath(call, 'CAN_EDIT');
        beforeWrite(path);
        tree.makeDirectories(path);
        return json({});
      },
    },
    {
      method: 'POST',
      path: '/api/2.0/workspace/delete',
      answer(call) {
        const path = allowedPath(call, 'CAN_MANAGE');
        beforeWrite(path);
        tree.remove(path, call.fields.flag('recursive') ? 'everything below' : 'one object');
        return json({});
      },
    },
    {
      method: 'GET',
      path: '/api/2.0/workspace/get-status',
      answer(call) {
        const path = allowedPath(call, 'CAN_READ');
        return json(
          statusJson(
            existing(
              path,
              staleStatus.read(path, () => tree.status(path)),
            ),
          ),
        );
      },
    },
    {
      method: 'GET',
      path: '/api/2.0/workspace/list',
      answer(call) {
        const path = allowedPath(call, 'CAN_READ');
        const since = call.fields.wholeNumber('notebooks_modified_after');
        const listed = existing(
          path,
          staleList.read(path, () => tree.children(path)),
        );
        const objects = since === undefined ? listed : listed.filter((object) => isNotebookSince(object, since));
        return json(objects.length === 0 ? {} : { objects: objects.map(statusJson) });
      },
    },
    {
      method: 'GET',
      path: '/api/2.0/workspace/export',
      answer(call) {
        const path = allowedPath(call, 'CAN_READ');
        const status = existing(path, tree.status(path));
        const content = tree.content(path);
        if (content === undefined) {
          throw refuseDirectory(path);
        }
        const exported = exportedObject(status, content, call.fields.optionalText('format') ?? 'SOURCE');
        refuseOversized(exported.content.length);
        return call.fields.flag('direct_download')
          ? bytes(exported.content)
          : json({ content: exported.content.toString('base64'), file_type: exported.fileType });
      },
    },
  ];
}

function existing<T>(path: string, found: T | undefined): T {
  if (found === undefined) {
    throw missingPath(path);
  }
  return found;
}

function isNotebookSince(object: ObjectStatus, since: number): boolean {
  return object.type === 'NOTEBOOK' && object.modifiedAt > since;
}

function decoded(base64: string): Buffer {
  refuseOversized(base64.length);
  // Buffer.from drops what it cannot read, so a body that is not base64 would arrive as other content.
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64)) {
    throw invalidParameter('The content is not valid base64.');
  }
  return Buffer.from(base64, 'base64');
}

function refuseOversized(length: number): void {
  if (length > MAX_CONTENT_BYTES) {
    const message = `The content of ${length} bytes exceeds the limit of ${MAX_CONTENT_BYTES} bytes.`;
    throw new Refusal(400, 'MAX_NOTEBOOK_SIZE_EXCEEDED', message);
  }
}
