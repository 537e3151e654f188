import type { JsonObject } from '../core/lossless-json';
import { allPages } from '../databricks/api/all-pages';
import type { Api } from '../databricks/api/api';
import type { ApiRequest } from '../databricks/api/api-request';
import { objectsOf, requiredObject, textOf } from '../databricks/wire/fields';
import { readModel, readTags, type RegisteredModelFacts } from './model';
import type { ModelPermissions } from './model-permissions';
import { readVersion, type ModelVersion } from './version';

export interface ModelsEndpoint {
  readonly api: Api;
  /** The path before `/registered-models`. */
  readonly root: string;
  readonly permissions: ModelPermissions;
}

export interface NewVersion {
  readonly source: string;
  readonly runId?: string | undefined;
  readonly modelId?: string | undefined;
  readonly description?: string | undefined;
  /** Encoded for the registry. They are part of the request, so the version never exists without them. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A model or one of its versions; both have tags and a description. */
export interface Subject {
  readonly model: string;
  readonly version?: number;
}

type Reading = Pick<ApiRequest, 'doing' | 'query' | 'permission'>;

const PAGE = '1000';

/** The model registry's API for MLflow's own client; https://mlflow.org/docs/latest/rest-api.html. */
export class MlflowModelsClient {
  readonly #endpoint: ModelsEndpoint;

  constructor(endpoint: ModelsEndpoint) {
    this.#endpoint = endpoint;
  }

  async model(name: string): Promise<RegisteredModelFacts> {
    return readModel(await this.modelJson(name));
  }

  /** The raw response, for members that only one registry has. */
  modelJson(name: string): Promise<JsonObject> {
    const request = { doing: `Reading the model ${name}`, query: { name }, permission: this.#can.read(name) };
    return this.#member('registered_model', 'registered-models/get', request);
  }

  async create(name: string, description: string): Promise<void> {
    await this.#endpoint.api.call({
      method: 'POST',
      path: `${this.#endpoint.root}/registered-models/create`,
      body: { name, description },
      doing: `Creating the model ${name}`,
      permission: this.#can.create(name),
    });
  }

  /** The first page of names, enough to suggest a similar one. */
  async names(): Promise<readonly string[]> {
    const json = await this.#get('registered-models/search', {
      doing: 'Listing models',
      query: { max_results: '500' },
    });
    return objectsOf(json, 'registered_models').map((model) => textOf(model, 'name') ?? '');
  }

  async versionsOf(model: string): Promise<readonly ModelVersion[]> {
    const quote = model.includes("'") ? '"' : "'";
    const doing = `Listing the versions of ${model}`;
    return this.#search(`name=${quote}${model}${quote}`, doing, this.#can.read(model));
  }

  async versionsOfRun(runId: string): Promise<readonly ModelVersion[]> {
    const doing = `Looking for the versions that MLflow run ${runId} registered`;
    return this.#search(`run_id='${runId}'`, doing, 'the permission to read models');
  }

  async version(model: string, number: number): Promise<ModelVersion> {
    return readVersion(await this.#versionJson(model, number), model);
  }

  createVersion(model: string, { source, runId, modelId, description, tags }: NewVersion): Promise<ModelVersion> {
    const doing = `Registering a version of ${model} from ${source}`;
    const request = {
      method: 'POST',
      path: `${this.#endpoint.root}/model-versions/create`,
      body: { name: model, source, run_id: runId, model_id: modelId, description, tags: pairs(tags) },
      doing,
      permission: this.#can.edit(model),
    } as const;
    return this.#endpoint.api.read(request, (json) => readVersion(requiredObject(json, 'model_version'), model));
  }

  async deleteVersion(model: string, number: number): Promise<void> {
    await this.#endpoint.api.call({
      method: 'DELETE',
      path: `${this.#endpoint.root}/model-versions/delete`,
      body: { name: model, version: String(number) },
      doing: `Deleting version ${number} of ${model}`,
      permission: this.#can.edit(model),
    });
  }

  async describe(subject: Subject, description: string): Promise<void> {
    const doing = `Describing ${subjectText(subject)}`;
    const permission = this.#can.edit(subject.model);
    await this.#change('PATCH', subject, { word: 'update', body: { description }, doing, permission });
  }

  /** As the registry holds them. */
  async tags(subject: Subject): Promise<ReadonlyMap<string, string>> {
    const { model, version } = subject;
    return readTags(version === undefined ? await this.modelJson(model) : await this.#versionJson(model, version));
  }

  async setTag(subject: Subject, key: string, value: string): Promise<void> {
    const doing = `Setting tag '${key}' on ${subjectText(subject)}`;
    const permission = this.#can.tag(subject.model);
    await this.#change('POST', subject, { word: 'set-tag', body: { key, value }, doing, permission });
  }

  async deleteTag(subject: Subject, key: string): Promise<void> {
    const doing = `Removing tag '${key}' from ${subjectText(subject)}`;
    const permission = this.#can.tag(subject.model);
    await this.#change('DELETE', subject, { word: 'delete-tag', body: { key }, doing, permission });
  }

  async #search(filter: string, doing: string, permission: string): Promise<readonly ModelVersion[]> {
    const pages = await allPages(doing, (token) =>
      this.#get('model-versions/search', {
        doing,
        permission,
        query: { filter, max_results: PAGE, page_token: token },
      }),
    );
    return pages
      .flatMap((page) => objectsOf(page, 'model_versions'))
      .map((json) => readVersion(json, textOf(json, 'name') ?? ''));
  }

  #versionJson(model: string, number: number): Promise<JsonObject> {
    const query = { name: model, version: String(number) };
    const request = { doing: `Reading version ${number} of ${model}`, query, permission: this.#can.read(model) };
    return this.#member('model_version', 'model-versions/get', request);
  }

  get #can(): ModelPermissions {
    return this.#endpoint.permissions;
  }

  #get(endpoint: string, request: Reading): Promise<JsonObject> {
    return this.#endpoint.api.call({ method: 'GET', path: `${this.#endpoint.root}/${endpoint}`, ...request });
  }

  #member(name: string, endpoint: string, request: Reading): Promise<JsonObject> {
    const asked = { method: 'GET', path: `${this.#endpoint.root}/${endpoint}`, ...request } as const;
    return this.#endpoint.api.read(asked, (json) => requiredObject(json, name));
  }

  /** Every change here may be sent twice. */
  async #change(method: 'POST' | 'PATCH' | 'DELETE', { model, version }: Subject, change: Change): Promise<void> {
    const kind = version === undefined ? 'registered-models' : 'model-versions';
    const named = { name: model, ...(version === undefined ? {} : { version: String(version) }) };
    await this.#endpoint.api.call({
      method,
      path: `${this.#endpoint.root}/${kind}/${change.word}`,
      body: { ...named, ...change.body },
      doing: change.doing,
      permission: change.permission,
      repeatable: true,
    });
  }
}

function pairs(tags: NewVersion['tags']): readonly JsonObject[] | undefined {
  return tags === undefined ? undefined : Object.entries(tags).map(([key, value]) => ({ key, value }));
}

interface Change {
  readonly word: string;
  readonly body: JsonObject;
  readonly doing: string;
  readonly permission: string;
}

export function subjectText({ model, version }: Subject): string {
  return version === undefined ? `the model ${model}` : `version ${version} of ${model}`;
}
