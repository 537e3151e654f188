import { isJsonList, type JsonObject } from '../core/lossless-json';
import type { Api } from './api/api';
import { unlessAbsent } from './api/unless-absent';
import { principalField } from './principal';
import { objectsOf, textOf } from './wire/fields';

/** One entry of an access control list. */
export interface AccessEntry {
  readonly principal: string;
  readonly isGroup: boolean;
  /** CAN_READ, CAN_MANAGE, IS_OWNER … */
  readonly level: string;
  /** Objects from which the entry is inherited, e.g. /directories/12; undefined for own entries. */
  readonly inheritedFrom: readonly string[] | undefined;
}

export interface PermittedObject {
  /** As in URLs of the service, e.g. jobs. */
  readonly type: string;
  readonly id: string;
  /** Its name for people. */
  readonly name?: string;
}

/** https://docs.databricks.com/api/azure/workspace/permissions. */
export class PermissionsClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The access control list of an object; undefined if it does not exist. */
  accessTo(object: PermittedObject): Promise<readonly AccessEntry[] | undefined> {
    return unlessAbsent(async () => {
      const json = await this.#api.call({ method: 'GET', ...about(object, 'Reading') });
      return objectsOf(json, 'access_control_list').flatMap(entriesOf);
    });
  }

  /** Replaces the object's own entries; inherited ones stay. */
  async replace(object: PermittedObject, entries: readonly Pick<AccessEntry, 'principal' | 'level'>[]): Promise<void> {
    const list = entries.map(({ principal, level }) => ({
      [principalField(principal)]: principal,
      permission_level: level,
    }));
    await this.#api.call({ method: 'PUT', ...about(object, 'Setting'), body: { access_control_list: list } });
  }
}

function about({ type, id, name }: PermittedObject, verb: string): { path: string; doing: string; permission: string } {
  const shown = name ?? `${type} ${id}`;
  return {
    path: `/api/2.0/permissions/${type}/${encodeURIComponent(id)}`,
    doing: `${verb} the permissions of ${shown}`,
    permission: `'Can Manage' on ${shown}`,
  };
}

function entriesOf(json: JsonObject): readonly AccessEntry[] {
  const group = textOf(json, 'group_name');
  const principal = group ?? textOf(json, 'user_name') ?? textOf(json, 'service_principal_name') ?? '';
  return objectsOf(json, 'all_permissions').map((permission) => ({
    principal,
    isGroup: group !== undefined,
    level: textOf(permission, 'permission_level') ?? '',
    inheritedFrom: permission['inherited'] === true ? namesIn(permission) : undefined,
  }));
}

function namesIn(permission: JsonObject): readonly string[] {
  const names = permission['inherited_from_object'];
  return isJsonList(names) ? names.filter((name) => typeof name === 'string') : [];
}
