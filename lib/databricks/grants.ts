import type { JsonObject } from '../core/lossless-json';
import { allPages } from './api/all-pages';
import type { Api } from './api/api';
import { ApiError } from './api/api-error';
import { unlessAbsent } from './api/unless-absent';
import { objectsOf, textOf } from './wire/fields';

/** Something in Unity Catalog that privileges are granted on. */
export interface SecurableAddress {
  /** As the grants API calls the kind; a registered model is a `function` there. */
  readonly grantsType: string;
  /** The collection of the catalog API that the securable itself is read from. */
  readonly collection: string;
  readonly fullName: string;
}

export interface EffectivePrivilege {
  readonly principal: string;
  readonly privilege: string;
  /** What it was granted on, e.g. `catalog main`, when that contains the securable. */
  readonly inheritedFrom: string | undefined;
}

const UNITY_CATALOG = '/api/2.1/unity-catalog';

/** https://docs.databricks.com/api/azure/workspace/grants. */
export class GrantsClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** What one principal may do by grants on the securable and on what contains it; undefined when it is not there. */
  effective(address: SecurableAddress, principal: string): Promise<readonly EffectivePrivilege[] | undefined> {
    return unlessAbsent(() => noneForStrangers(() => this.#effective(address, principal)));
  }

  /** Who owns the securable, '' where the answer does not tell; undefined when it is not there. */
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
      // 0 leaves the size of a page to the service; without it, the list may come without pages, and cut.
      this.#api.call({ method: 'GET', path, query: { principal, max_results: '0', page_token: token }, doing }),
    );
    return pages.flatMap((page) => objectsOf(page, 'privilege_assignments').flatMap(privilegesOf));
  }
}

/** A group of the workspace alone is unknown to Unity Catalog, which is no answer about the securable. */
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
