import type { Api } from './api/api';
import { unlessAbsent } from './api/unless-absent';
import { idOf, objectOf } from './wire/fields';

/** The model registry of a workspace, which newer accounts have switched off. */
export class WorkspaceRegistryClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Throws what the service answers where the registry is off. */
  async requireEnabled(): Promise<void> {
    const path = '/api/2.0/mlflow/registered-models/search';
    await this.#api.call({
      method: 'GET',
      path,
      query: { max_results: '1' },
      doing: 'Searching the workspace registry',
    });
  }

  /** What the permissions API calls a model that people know by name. */
  modelId(name: string): Promise<string | undefined> {
    return unlessAbsent(async () => {
      const path = '/api/2.0/mlflow/databricks/registered-models/get';
      const json = await this.#api.call({ method: 'GET', path, query: { name }, doing: `Looking up model ${name}` });
      return idOf(objectOf(json, 'registered_model_databricks') ?? {}, 'id');
    });
  }
}
