import type { JsonObject } from '../core/lossless-json';
import type { Api } from './api';
import { unlessAbsent } from './unless-absent';
import { objectsOf, textOf } from './wire/fields';

/** One line of an access control list. */
export interface AccessEntry {
  readonly principal: string;
  readonly isGroup: boolean;
  readonly level: string;
  readonly isInherited: boolean;
}

/** https://docs.databricks.com/api/azure/workspace/permissions. */
export class PermissionsClient {
  constructor(private readonly api: Api) {}

  /** Who may do what with an object; undefined when there is no such object. */
  accessTo(objectType: string, id: string): Promise<readonly AccessEntry[] | undefined> {
    return unlessAbsent(async () => {
      const json = await this.api.call({
        method: 'GET',
        path: `/api/2.0/permissions/${objectType}/${encodeURIComponent(id)}`,
        doing: `Reading the permissions of ${objectType} ${id}`,
      });
      return objectsOf(json, 'access_control_list').flatMap(entriesOf);
    });
  }
}

function entriesOf(json: JsonObject): readonly AccessEntry[] {
  const group = textOf(json, 'group_name');
  const principal = group ?? textOf(json, 'user_name') ?? textOf(json, 'service_principal_name') ?? '';
  return objectsOf(json, 'all_permissions').map((permission) => ({
    principal,
    isGroup: group !== undefined,
    level: textOf(permission, 'permission_level') ?? '',
    isInherited: permission['inherited'] === true,
  }));
}
