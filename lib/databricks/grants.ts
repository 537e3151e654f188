import type { JsonObject } from '../core/lossless-json';
import { allPages } from './api/all-pages';
import type { Api } from './api/api';
import { ApiError } from './api/api-error';
import { unlessAbsent } from './api/unless-absent';
import { objectsOf, textOf } from './wire/fields';

/** An object in Unity Catalog with grants. */
export interface SecurableAddress {
  /** Its kind in the grants API, where a registered model is a `function`. */
  readonly grantsType: string;
  /** The securable's collection in the catalog API. */
  readonly collection: string;
  readonly fullName: string;
}

export interface EffectivePrivilege {
  readonly principal: string;
  readonly privilege: string;
  /** The parent on which it was granted, e.g. `catalog main`, if not on the securable itself. */
  readonly inheritedFrom: string | undefined;
}

const UNITY_CATALOG = '/api/2.1/unity-catalog';

/** https://docs.databricks.com/api/azure/workspace/grants. */
export class GrantsClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The privileges of one principal from grants on the securable and its parents; undefined if it does not exist. */
  effective(address: SecurableAddress, principal: string): Promise<readonly EffectivePrivilege[] | undefined> {
    return unlessAbsent(() => noneForStrangers(() => this.#effective(address, principal)));
  }

  /** The owner of the securable, '' if unknown; undefined if it does not exist. */
  owner({ collection, fullName }: SecurableAddress): Promise<string | undefined> {
    return unlessAbsent(async () => {
      const path = `${UNITY_CATALOG}/${collection}/${encodeURIComponent(fullName)}`;
      return textOf(await this.#api.call({ method: 'GET', path, doing: `Reading ${fullName}` }), 'owner') ?? '';
    });
  }

  async #effective(address: SecurableAddress, principal: string): Promise<readonly EffectivePrivilege[]> {
    const { grantsType, fullName } = address;
    const doing = `Reading the grants on ${fullName}`;
    const path = `${UNITY_CATALOG}/effective-permissions/${grantsType}/${encodeURIComponent(fullName)}`;
    const pages = await allPages(doing, (token) =>
      // 0 lets the service choose the page size; without it, the list may be cut without further pages.
      this.#api.call({ method: 'GET', path, query: { principal, max_results: '0', page_token: token }, doing }),
    );
    return pages.flatMap((page) => objectsOf(page, 'privilege_assignments').flatMap(privilegesOf));
  }
}

/** Unity Catalog does not know workspace-local groups; that says nothing about the securable. */
async function noneForStrangers<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ApiError && error.code === 'PRINCIPAL_DOES_NOT_EXIST') {
      return [];
    }
    throw error;
  }
}

function privilegesOf(assignment: JsonObject): readonly EffectivePrivilege[] {
  const principal = textOf(assignment, 'principal') ?? '';
  return objectsOf(assignment, 'privileges').map((json) => ({
    principal,
    privilege: textOf(json, 'privilege') ?? '',
    inheritedFrom: sourceOf(json),
  }));
}

function sourceOf(json: JsonObject): string | undefined {
  const name = textOf(json, 'inherited_from_name');
  const type = (textOf(json, 'inherited_from_type') ?? '').toLowerCase().replaceAll('_', ' ');
  return name === undefined || name === '' ? undefined : `${type} ${name}`.trim();
}
