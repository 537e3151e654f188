import type { JsonObject } from '../../../lib/core/lossless-json';
import type { PathPermission, Permissions } from '../access/permissions';
import type { Fields } from '../http/fields';
import { missingPath } from '../http/refusal';
import { bytes, json } from '../http/reply';
import type { Route } from '../http/route';
import type { Identity } from '../identity/identity';
import { StaleReads } from '../state/stale-reads';
import { exportedObject, refuseDirectory } from './exported-object';
import { importCall, refuseOversized, refuseOversizedObject } from './import-call';
import { importedObject } from './imported-object';
import { statusJson, type ObjectStatus } from './object-status';
import type { Deletion, ObjectTree } from './object-tree';
import { parentOf, workspacePath } from './workspace-path';

export interface ObjectRoutesContext {
  readonly tree: ObjectTree;
  readonly permissions: Permissions;
  readonly staleReads: boolean;
  readonly fileSizes: 'told' | 'untold';
  /** Whether a directory is a Git folder. */
  readonly isRepo: (objectId: bigint) => boolean;
  /** Deletes objects and everything stored about them elsewhere. */
  readonly remove: (path: string, what: Deletion) => Promise<void>;
}

/** Workspace API 2.0: notebooks, files and directories. */
export function objectRoutes(context: ObjectRoutesContext): readonly Route[] {
  const { tree, permissions, staleReads, fileSizes, isRepo } = context;
  const staleStatus = new StaleReads<ObjectStatus | undefined>(staleReads);
  const staleList = new StaleReads<readonly ObjectStatus[] | undefined>(staleReads);

  function allowedPath({ fields, caller }: { fields: Fields; caller: Identity }, permission: PathPermission): string {
    const path = workspacePath(fields.text('path'));
    permissions.requireOnPath(caller, permission, path);
    return path;
  }

  function beforeWrite(path: string): void {
    staleStatus.beforeWrite(path, () => tree.status(path));
    staleList.beforeWrite(parentOf(path), () => tree.children(parentOf(path)));
  }

  function objectJson(status: ObjectStatus): JsonObject {
    const { size, ...others } = statusJson(status);
    const told = fileSizes === 'told' && size !== undefined ? { size } : {};
    return { ...others, ...told, ...(isRepo(status.objectId) && { object_type: 'REPO' }) };
  }

  return [
    {
      method: 'POST',
      path: '/api/2.0/workspace/import',
      answer(call) {
        const { fields, content } = importCall(call);
        const object = importedObject({
          path: allowedPath({ fields, caller: call.caller }, 'CAN_EDIT'),
          format: fields.optionalText('format') ?? 'SOURCE',
          language: fields.optionalText('language'),
          content,
        });
        refuseOversizedObject(object);
        beforeWrite(object.path);
        tree.put(object, fields.flag('overwrite') ? 'overwrite' : 'refuse');
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
      async answer(call) {
        const path = allowedPath(call, 'CAN_MANAGE');
        beforeWrite(path);
        await context.remove(path, call.fields.flag('recursive') ? 'everything below' : 'one object');
        return json({});
      },
    },
    {
      method: 'GET',
      path: '/api/2.0/workspace/get-status',
      // The official CLI requests it but works without it.
      ignored: ['return_export_info'],
      answer(call) {
        const path = allowedPath(call, 'CAN_READ');
        return json(
          objectJson(
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
        return json(objects.length === 0 ? {} : { objects: objects.map(objectJson) });
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
