import type { Permissions } from '../access/permissions';
import { missingPath, Refusal } from '../http/refusal';
import { bytes, json } from '../http/reply';
import type { Route } from '../http/route';
import { exportedObject, refuseDirectory } from './exported-object';
import { refuseOversized } from './import-call';
import { importedObject } from './imported-object';
import type { ObjectTree } from './object-tree';
import { workspacePath } from './workspace-path';

/** The CLI uses these instead of import and export: raw bytes, with the path in the URL. */
export function workspaceFileRoutes(tree: ObjectTree, permissions: Permissions): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/2.0/workspace-files/import-file/{path...}',
      answer({ segments, query, content, caller }) {
        const path = workspacePath(`/${segments.text('path')}`);
        permissions.requireOnPath(caller, 'CAN_EDIT', path);
        refuseOversized(content.length);
        const object = importedObject({ path, format: 'AUTO', language: undefined, content });
        const ifExists = query.flag('overwrite') ? 'overwrite' : 'refuse';
        if (ifExists === 'refuse' && tree.status(object.path)?.type === 'FILE') {
          throw new Refusal(409, 'RESOURCE_ALREADY_EXISTS', `Path (${object.path}) already exists.`);
        }
        tree.put(object, ifExists);
        return json({});
      },
    },
    {
      method: 'GET',
      path: '/api/2.0/workspace-files/{path...}',
      answer({ segments, caller }) {
        const path = workspacePath(`/${segments.text('path')}`);
        permissions.requireOnPath(caller, 'CAN_READ', path);
        const status = tree.status(path);
        if (status === undefined) {
          throw missingPath(path);
        }
        const content = tree.content(path);
        if (content === undefined) {
          throw refuseDirectory(path);
        }
        return bytes(exportedObject(status, content, 'AUTO').content);
      },
    },
  ];
}
