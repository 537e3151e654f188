import type { Api } from './api/api';
import { unlessAbsent } from './api/unless-absent';
import { idOf, objectOf } from './wire/fields';

/** The workspace model registry, which newer accounts have disabled. */
export class WorkspaceRegistryClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Throws the service's refusal if the registry is disabled. */
  async requireEnabled(): Promise<void> {
    const path = '/api/2.0/mlflow/registered-models/search';
    await this.#api.call({
      method: 'GET',
      path,
      query: { max_results: '1' },
      doing: 'Searching the workspace registry',
    });
  }

  /** The ID in the permissions API of a model that people know by name. */
  modelId(name: string): Promise<string | undefined> {
    return unlessAbsent(async () => {
      const path = '/api/2.0/mlflow/databricks/registered-models/get';
      const json = await this.#api.call({ method: 'GET', path, query: { name }, doing: `Looking up model ${name}` });
      return idOf(objectOf(json, 'registered_model_databricks') ?? {}, 'id');
    });
  }
}
