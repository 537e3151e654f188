import type { JsonObject } from '../core/lossless-json';
import { allPages } from '../databricks/api/all-pages';
import type { Api } from '../databricks/api/api';
import type { ApiRequest } from '../databricks/api/api-request';
import { objectsOf, textOf } from '../databricks/wire/fields';
import { readModel, type RegisteredModelFacts } from './model';
import { CATALOG_PERMISSIONS } from './model-permissions';
import { subjectText, type Subject } from './models-client';
import { readVersion, type ModelVersion } from './version';

const ROOT = '/api/2.1/unity-catalog/models';

/** Models of Unity Catalog, with documented requests only: https://docs.databricks.com/api/azure/workspace/registeredmodels. */
export class CatalogModelsClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async model(name: string): Promise<RegisteredModelFacts> {
    const query = { include_aliases: 'true' };
    return readModel(await this.#get(pathOf(name), `Reading the model ${name}`, { name, query }));
  }

  async create(name: string, description: string): Promise<void> {
    const [catalog, schema, model] = name.split('.');
    await this.#api.call({
      method: 'POST',
      path: ROOT,
      body: { catalog_name: catalog, schema_name: schema, name: model, comment: description },
      doing: `Creating the model ${name}`,
      permission: CATALOG_PERMISSIONS.create(name),
    });
  }

  /** Other names in its schema, from the first page. */
  async namesBeside(name: string): Promise<readonly string[]> {
    const [catalog, schema] = name.split('.');
    const query = { catalog_name: catalog, schema_name: schema };
    const json = await this.#get(ROOT, `Listing the models of ${catalog}.${schema}`, { name, query });
    return objectsOf(json, 'registered_models').map((model) => textOf(model, 'full_name') ?? '');
  }

  async versionsOf(name: string): Promise<readonly ModelVersion[]> {
    const doing = `Listing the versions of ${name}`;
    const pages = await allPages(doing, (token) =>
      this.#get(pathOf(name, 'versions'), doing, { name, query: { max_results: '1000', page_token: token } }),
    );
    return pages.flatMap((page) => objectsOf(page, 'model_versions')).map((json) => readVersion(json, name));
  }

  async version(name: string, number: number): Promise<ModelVersion> {
    const doing = `Reading version ${number} of ${name}`;
    return readVersion(await this.#get(pathOf(name, 'versions', String(number)), doing, { name }), name);
  }

  async deleteVersion(name: string, number: number): Promise<void> {
    await this.#api.call({
      method: 'DELETE',
      path: pathOf(name, 'versions', String(number)),
      doing: `Deleting version ${number} of ${name}`,
      permission: CATALOG_PERMISSIONS.edit(name),
    });
  }

  async describe(subject: Subject, description: string): Promise<void> {
    const { model, version } = subject;
    await this.#api.call({
      method: 'PATCH',
      path: version === undefined ? pathOf(model) : pathOf(model, 'versions', String(version)),
      body: { comment: description },
      doing: `Describing ${subjectText(subject)}`,
      permission: CATALOG_PERMISSIONS.edit(model),
      repeatable: true,
    });
  }

  async versionAt(name: string, alias: string): Promise<ModelVersion> {
    const doing = `Reading alias '${alias}' of ${name}`;
    return readVersion(await this.#get(pathOf(name, 'aliases', alias), doing, { name }), name);
  }

  async setAlias(name: string, alias: string, version: number): Promise<void> {
    await this.#api.call({
      method: 'PUT',
      path: pathOf(name, 'aliases', alias),
      body: { version_num: version },
      doing: `Setting alias '${alias}' of ${name} to version ${version}`,
      permission: CATALOG_PERMISSIONS.move(name, alias),
    });
  }

  async removeAlias(name: string, alias: string): Promise<void> {
    await this.#api.call({
      method: 'DELETE',
      path: pathOf(name, 'aliases', alias),
      doing: `Removing alias '${alias}' of ${name}`,
      permission: CATALOG_PERMISSIONS.move(name, alias),
    });
  }

  #get(path: string, doing: string, { name, query = {} }: CatalogRead): Promise<JsonObject> {
    return this.#api.call({ method: 'GET', path, query, doing, permission: CATALOG_PERMISSIONS.read(name) });
  }
}

interface CatalogRead {
  readonly name: string;
  readonly query?: ApiRequest['query'] & object;
}

function pathOf(name: string, ...below: readonly string[]): string {
  return [ROOT, ...[name, ...below].map(encodeURIComponent)].join('/');
}
