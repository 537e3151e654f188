import { allPages } from './api/all-pages';
import type { Api } from './api/api';
import { unlessAbsent } from './api/unless-absent';
import { idOf, objectOf, objectsOf, textOf } from './wire/fields';

interface ObjectList {
  readonly path: string;
  readonly member: string;
  readonly id: string;
  readonly name: string;
}

/** Kinds that are found in a list, where names are not unique. */
const LISTS = {
  clusters: { path: '/api/2.1/clusters/list', member: 'clusters', id: 'cluster_id', name: 'cluster_name' },
  'cluster-policies': { path: '/api/2.0/policies/clusters/list', member: 'policies', id: 'policy_id', name: 'name' },
  warehouses: { path: '/api/2.0/sql/warehouses', member: 'warehouses', id: 'id', name: 'name' },
} as const satisfies Readonly<Record<string, ObjectList>>;

export type ListedObject = keyof typeof LISTS;

/** The IDs for the permissions API of objects that people know by name. */
export class ObjectIdsClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** All objects of exactly this name. */
  async named(type: ListedObject, name: string): Promise<readonly string[]> {
    const list: ObjectList = LISTS[type];
    const doing = `Listing ${type}`;
    const pages = await allPages(doing, (token) =>
      this.#api.call({ method: 'GET', path: list.path, query: { page_token: token }, doing }),
    );
    const objects = pages.flatMap((page) => objectsOf(page, list.member));
    return objects.filter((json) => textOf(json, list.name) === name).flatMap((json) => idOf(json, list.id) ?? []);
  }

  experiment(name: string): Promise<string | undefined> {
    return unlessAbsent(async () => {
      const path = '/api/2.0/mlflow/experiments/get-by-name';
      const query = { experiment_name: name };
      const json = await this.#api.call({ method: 'GET', path, query, doing: `Looking up experiment ${name}` });
      return idOf(objectOf(json, 'experiment') ?? {}, 'experiment_id');
    });
  }

  servingEndpoint(name: string): Promise<string | undefined> {
    return unlessAbsent(async () => {
      const path = `/api/2.0/serving-endpoints/${encodeURIComponent(name)}`;
      return idOf(await this.#api.call({ method: 'GET', path, doing: `Looking up serving endpoint ${name}` }), 'id');
    });
  }
}
