import { isJsonObject, type Json, type JsonObject } from '../../../lib/core/lossless-json';
import type { Persistent } from '../state/persistent';

/** What the service returns about a model but MLflow's server does not store. */
export interface ModelRecord {
  readonly owner: string;
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly deploymentJobId: string;
}

/** The same for a version. */
export interface VersionRecord {
  readonly status: 'PENDING_REGISTRATION' | 'READY';
  /** The URI from which the client registered it. */
  readonly source: string;
  /** The logged model, if it was registered from one. */
  readonly modelId: string;
  readonly runWorkspaceId: string;
  readonly createdBy: string;
  readonly updatedBy: string;
}

const UNKNOWN_MODEL: ModelRecord = { owner: '', createdBy: '', updatedBy: '', deploymentJobId: '' };
/** For a version in MLflow without a record, e.g. after the server was killed: it was never finalized. */
const UNKNOWN_VERSION: VersionRecord = {
  status: 'PENDING_REGISTRATION',
  source: '',
  modelId: '',
  runWorkspaceId: '0',
  createdBy: '',
  updatedBy: '',
};

/** Records in addition to MLflow's own, by model and version. */
export class ModelRecords implements Persistent {
  #models = new Map<string, ModelRecord>();
  #versions = new Map<string, ReadonlyMap<string, VersionRecord>>();

  model(name: string): ModelRecord {
    return this.#models.get(name) ?? UNKNOWN_MODEL;
  }

  get names(): readonly string[] {
    return [...this.#models.keys()];
  }

  /** Undefined for a model that was not created here. */
  owner(name: string): string | undefined {
    return this.#models.get(name)?.owner;
  }

  changeModel(name: string, change: Partial<ModelRecord>): void {
    this.#models.set(name, { ...this.model(name), ...change });
  }

  version(name: string, version: string): VersionRecord {
    return this.findVersion(name, version) ?? UNKNOWN_VERSION;
  }

  findVersion(name: string, version: string): VersionRecord | undefined {
    return this.#versions.get(name)?.get(version);
  }

  forgetVersion(name: string, version: string): void {
    const versions = new Map(this.#versions.get(name));
    versions.delete(version);
    this.#versions.set(name, versions);
  }

  changeVersion([name, version]: readonly [string, string], change: Partial<VersionRecord>): void {
    const versions = new Map(this.#versions.get(name));
    this.#versions.set(name, versions.set(version, { ...this.version(name, version), ...change }));
  }

  rename(name: string, newName: string): void {
    this.#models.set(newName, this.model(name));
    this.#versions.set(newName, this.#versions.get(name) ?? new Map<string, VersionRecord>());
    this.forget(name);
  }

  forget(name: string): void {
    this.#models.delete(name);
    this.#versions.delete(name);
  }

  saved(): Json {
    const versions = [...this.#versions].map(([name, records]) => [name, Object.fromEntries(records)] as const);
    return {
      models: Object.fromEntries(this.#models),
      versions: Object.fromEntries(versions),
    } as unknown as JsonObject;
  }

  restore(saved: Json): void {
    const { models = {}, versions = {} } = isJsonObject(saved) ? saved : {};
    this.#models = new Map(Object.entries(models as unknown as Record<string, ModelRecord>));
    this.#versions = new Map(
      Object.entries(versions as unknown as Record<string, Record<string, VersionRecord>>).map(([name, records]) => [
        name,
        new Map(Object.entries(records)),
      ]),
    );
  }
}
