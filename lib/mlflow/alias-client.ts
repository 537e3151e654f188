import type { Api } from '../databricks/api/api';
import { memberOf } from './member';
import type { ModelPermissions } from './model-permissions';
import { readVersion, type ModelVersion } from './version';

const PATH = '/api/2.0/mlflow/registered-models/alias';

/** The aliases of a plain MLflow server. */
export class MlflowAliasClient {
  readonly #api: Api;
  readonly #can: ModelPermissions;

  constructor(api: Api, can: ModelPermissions) {
    this.#api = api;
    this.#can = can;
  }

  async versionAt(model: string, alias: string): Promise<ModelVersion> {
    const doing = `Reading alias '${alias}' of ${model}`;
    const query = { name: model, alias };
    const json = await this.#api.call({ method: 'GET', path: PATH, query, doing, permission: this.#can.read(model) });
    return readVersion(memberOf(json, 'model_version', doing), model);
  }

  async set(model: string, alias: string, version: number): Promise<void> {
    await this.#api.call({
      method: 'POST',
      path: PATH,
      body: { name: model, alias, version: String(version) },
      doing: `Setting alias '${alias}' of ${model} to version ${version}`,
      permission: this.#can.move(model, alias),
      repeatable: true,
    });
  }

  async remove(model: string, alias: string): Promise<void> {
    await this.#api.call({
      method: 'DELETE',
      path: PATH,
      body: { name: model, alias },
      doing: `Removing alias '${alias}' of ${model}`,
      permission: this.#can.move(model, alias),
    });
  }
}
