import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import type { Metastore } from '../catalog/metastore';
import { objectName } from '../catalog/securable-name';
import { invalidParameter, Refusal } from '../http/refusal';
import type { Identity } from '../identity/identity';
import { aliasNames, member } from './mlflow-answer';
import type { MlflowSpace } from './mlflow-space';
import type { ModelAccess } from './model-access';
import { ModelRecords } from './model-records';

const MODELS = '/api/2.0/mlflow/registered-models';
const VERSIONS = '/api/2.0/mlflow/model-versions';

export interface NewVersion {
  readonly source: string;
  readonly runId: string | undefined;
  readonly modelId: string | undefined;
  readonly description: string | undefined;
  readonly tags: readonly JsonObject[];
  readonly runWorkspaceId: string;
}

/** Undefined members stay unchanged. */
export interface ModelChange {
  /** Its full name. */
  readonly newName: string | undefined;
  readonly description: string | undefined;
  readonly owner?: string | undefined;
  readonly deploymentJobId?: string | undefined;
}

/** Registered models of Unity Catalog for both APIs; MLflow's server stores them in the metastore's space. */
export class CatalogModels {
  readonly records = new ModelRecords();

  readonly metastore: Metastore;

  constructor(
    readonly access: ModelAccess,
    readonly space: MlflowSpace,
  ) {
    this.metastore = access.metastore;
    this.metastore.models = {
      owner: (name) => this.records.owner(name),
      within: (container) => this.records.names.filter((name) => name.startsWith(`${container}.`)),
      remove: (name) => this.remove(name),
    };
  }

  /** The folder of a model's files, with one folder per version. */
  filesOf(name: string): string {
    return join(this.space.server.artifacts, 'workspaces', this.space.name, 'models', ...name.split('.'));
  }

  async create(name: string, fields: JsonObject, by: string): Promise<JsonObject> {
    const [catalog, schema] = objectName(name);
    this.metastore.requireSchema(catalog, schema);
    const answer = await this.space.post(`${MODELS}/create`, { ...fields, name });
    this.records.changeModel(name, { owner: by, createdBy: by, updatedBy: by });
    return member(answer, 'registered_model');
  }

  async get(name: string): Promise<JsonObject> {
    return member(await this.space.get(`${MODELS}/get`, { name }), 'registered_model');
  }

  search(query: Readonly<Record<string, string>>): Promise<JsonObject> {
    return this.space.get(`${MODELS}/search`, query);
  }

  /** The caller may change it; a new name needs more permissions. */
  async update(name: string, change: ModelChange, caller: Identity): Promise<JsonObject> {
    const { newName = name, description } = change;
    if (newName !== name) {
      this.access.requireCreate(caller, newName);
      await this.#rename(name, newName);
    }
    if (description !== undefined) {
      await this.space.send({ method: 'PATCH', path: `${MODELS}/update`, body: { name: newName, description } });
    }
    const model = await this.get(newName);
    const { owner, deploymentJobId } = this.records.model(newName);
    this.records.changeModel(newName, {
      owner: change.owner ?? owner,
      deploymentJobId: change.deploymentJobId ?? deploymentJobId,
      updatedBy: caller.userName,
    });
    return model;
  }

  /** Deletes its versions and their files too. */
  async remove(name: string): Promise<void> {
    await this.space.send({ method: 'DELETE', path: `${MODELS}/delete`, body: { name } });
    this.records.forget(name);
    this.metastore.grants.forget({ kind: 'function', fullName: name });
    rmSync(this.filesOf(name), { recursive: true, force: true });
  }

  async setAlias(name: string, alias: string, version: string): Promise<void> {
    await this.space.post(`${MODELS}/alias`, { name, alias, version });
  }

  async removeAlias(name: string, alias: string): Promise<void> {
    await this.versionOfAlias(name, alias);
    await this.space.send({ method: 'DELETE', path: `${MODELS}/alias`, body: { name, alias } });
  }

  async versionOfAlias(name: string, alias: string): Promise<JsonObject> {
    const answer = await this.space.get(`${MODELS}/alias`, { name, alias }).catch((error: unknown) => {
      // For an alias that is not set, MLflow's server returns 400, the service 404.
      if (error instanceof Refusal && error.errorCode === 'INVALID_PARAMETER_VALUE') {
        throw missingAlias(name, alias);
      }
      throw error;
    });
    const version = member(answer, 'model_version');
    // For 'latest', MLflow's server returns the newest version, although that alias is not set.
    if (!aliasNames(version).includes(alias)) {
      throw missingAlias(name, alias);
    }
    return version;
  }

  /** A version whose files are not uploaded yet. */
  async createVersion(name: string, fields: NewVersion, by: string): Promise<JsonObject> {
    // MLflow would look for the source among the artifacts of this space and fail: the records have the real source.
    const source = modelLocation(name);
    const { runId, description, tags } = fields;
    const asked = { name, source, run_id: runId, description, tags };
    const created = member(await this.space.post(`${VERSIONS}/create`, asked), 'model_version');
    this.records.changeVersion([name, scalarText(created['version'])], {
      status: 'PENDING_REGISTRATION',
      source: fields.source,
      modelId: fields.modelId ?? '',
      runWorkspaceId: fields.runWorkspaceId,
      createdBy: by,
      updatedBy: by,
    });
    return created;
  }

  async version(name: string, version: string): Promise<JsonObject> {
    return member(await this.space.get(`${VERSIONS}/get`, { name, version }), 'model_version');
  }

  async finalize(name: string, version: string): Promise<JsonObject> {
    const found = await this.version(name, version);
    this.records.changeVersion([name, version], { status: 'READY' });
    return found;
  }

  searchVersions(query: Readonly<Record<string, string>>): Promise<JsonObject> {
    return this.space.get(`${VERSIONS}/search`, query);
  }

  /** Without a description, only checks that the version exists. */
  async describeVersion(
    [name, version]: readonly [string, string],
    description: string | undefined,
    by: string,
  ): Promise<void> {
    if (description === undefined) {
      await this.version(name, version);
      return;
    }
    await this.space.send({ method: 'PATCH', path: `${VERSIONS}/update`, body: { name, version, description } });
    this.records.changeVersion([name, version], { updatedBy: by });
  }

  async removeVersion(name: string, version: string): Promise<void> {
    await this.space.send({ method: 'DELETE', path: `${VERSIONS}/delete`, body: { name, version } });
    this.records.forgetVersion(name, version);
    rmSync(join(this.filesOf(name), version), { recursive: true, force: true });
  }

  async #rename(name: string, newName: string): Promise<void> {
    const [catalog, schema] = objectName(newName);
    this.metastore.requireSchema(catalog, schema);
    await this.space.post(`${MODELS}/rename`, { name, new_name: newName });
    this.records.rename(name, newName);
    this.metastore.grants.rename(name, newName);
    if (existsSync(this.filesOf(name))) {
      mkdirSync(dirname(this.filesOf(newName)), { recursive: true });
      renameSync(this.filesOf(name), this.filesOf(newName));
    }
  }
}

function missingAlias(name: string, alias: string): Refusal {
  return new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Alias '${alias}' of model '${name}' does not exist.`);
}

/** A full name as the metastore stores it. */
export function modelName(name: string): string {
  if (name.split('.').length !== 3) {
    // MLflow's client looks for these words to add advice for the user.
    throw invalidParameter(`The registered model name '${name}' must specify all three levels: catalog.schema.model.`);
  }
  return objectName(name).join('.');
}

/** The service's folder of a model's files, with one folder per version. */
export function modelLocation(name: string): string {
  return `dbfs:/Models/${name.replaceAll('.', '/')}`;
}
