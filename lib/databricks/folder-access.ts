import type { JsonObject } from '../core/lossless-json';
import type { Api } from './api';
import { principalField, type PrincipalField } from './principal';
import { isJsonList } from '../core/lossless-json';
import { objectsOf, textOf } from './wire/fields';

export interface AccessEntry {
  readonly principal: string;
  /** CAN_READ, CAN_RUN, CAN_EDIT, CAN_MANAGE. */
  readonly level: string;
  /** Objects that the entry comes from, e.g. /directories/12; undefined for the folder's own. */
  readonly inheritedFrom: readonly string[] | undefined;
}

const FIELDS: readonly PrincipalField[] = ['user_name', 'group_name', 'service_principal_name'];

/** Who may do what with a workspace folder (https://docs.databricks.com/api/azure/workspace/permissions). */
export class FolderAccessClient {
  constructor(private readonly api: Api) {}

  async entries(folderId: string, path: string): Promise<readonly AccessEntry[]> {
    return entriesIn(await this.api.call({ method: 'GET', ...about(folderId, path, 'Reading') }));
  }

  /** Replaces the folder's own entries; what it inherits stays. */
  async replace(
    { folderId, path }: { readonly folderId: string; readonly path: string },
    entries: readonly Pick<AccessEntry, 'principal' | 'level'>[],
  ): Promise<void> {
    const list = entries.map(({ principal, level }) => ({
      [principalField(principal)]: principal,
      permission_level: level,
    }));
    await this.api.call({ method: 'PUT', ...about(folderId, path, 'Setting'), body: { access_control_list: list } });
  }
}

function about(folderId: string, path: string, verb: string): { path: string; doing: string; permission: string } {
  return {
    path: `/api/2.0/permissions/directories/${folderId}`,
    doing: `${verb} the permissions of ${path}`,
    permission: `'Can Manage' on ${path}`,
  };
}

function entriesIn(json: JsonObject): readonly AccessEntry[] {
  return objectsOf(json, 'access_control_list').flatMap((entry) => {
    const principal = FIELDS.map((field) => textOf(entry, field)).find((name) => name !== undefined) ?? '';
    return objectsOf(entry, 'all_permissions').map((permission) => ({
      principal,
      level: textOf(permission, 'permission_level') ?? '',
      inheritedFrom: permission['inherited'] === true ? namesIn(permission) : undefined,
    }));
  });
}

function namesIn(permission: JsonObject): readonly string[] {
  const names = permission['inherited_from_object'];
  return isJsonList(names) ? names.filter((name) => typeof name === 'string') : [];
}
