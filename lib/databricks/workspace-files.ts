import type { Api } from './api';
import { unlessAbsent } from './unless-absent';
import { idOf, objectsOf, textOf } from './wire/fields';

export interface WorkspaceObject {
  readonly path: string;
  /** NOTEBOOK, DIRECTORY, FILE, LIBRARY, REPO … */
  readonly type: string;
  readonly id: string | undefined;
}

/** https://docs.databricks.com/api/azure/workspace/workspace. */
export class WorkspaceFilesClient {
  constructor(private readonly api: Api) {}

  /** What stands at the path; undefined only when the service says that nothing does. */
  status(path: string): Promise<WorkspaceObject | undefined> {
    return unlessAbsent(async () => {
      const json = await this.api.call({
        method: 'GET',
        path: '/api/2.0/workspace/get-status',
        query: { path },
        doing: `Looking up ${path}`,
        permission: `'Can Read' on ${path}`,
      });
      return {
        path: textOf(json, 'path') ?? path,
        type: textOf(json, 'object_type') ?? '',
        id: idOf(json, 'object_id'),
      };
    });
  }

  /** The direct children of a folder; undefined when there is no such folder. */
  list(path: string): Promise<readonly WorkspaceObject[] | undefined> {
    return unlessAbsent(async () => {
      const json = await this.api.call({
        method: 'GET',
        path: '/api/2.0/workspace/list',
        query: { path },
        doing: `Listing ${path}`,
        permission: `'Can Read' on ${path}`,
      });
      return objectsOf(json, 'objects').map((child) => ({
        path: textOf(child, 'path') ?? '',
        type: textOf(child, 'object_type') ?? '',
        id: idOf(child, 'object_id'),
      }));
    });
  }
}
