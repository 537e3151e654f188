import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../../lib/core/lossless-json';

const SERVICE_ROOT = 'dbfs:/databricks/mlflow-tracking/';

/** Members with URLs of artifacts; all other text belongs to the user. */
const ADDRESS_MEMBERS = new Set([
  'artifact_uri',
  'artifact_location',
  'root_uri',
  'source',
  'storage_location',
  'mlflow.artifactLocation',
]);

/** Members with experiments, the only ones that contain the name of the MLflow workspace. */
const EXPERIMENT_MEMBERS = new Set(['experiment', 'experiments']);

/** Translates artifact URLs of one space to the service's form and back. */
export class ArtifactAddresses {
  readonly #serverRoot: string;

  constructor(space: string) {
    this.#serverRoot = `mlflow-artifacts:/workspaces/${space}/`;
  }

  toService(address: string): string {
    if (!address.startsWith(this.#serverRoot)) {
      return address;
    }
    const path = address.slice(this.#serverRoot.length);
    return `${SERVICE_ROOT}${path.replace(/^(\d+)\/models\//, '$1/logged_models/')}`;
  }

  toServer(address: string): string {
    const path = this.pathOf(address);
    return path === undefined ? address : `${this.#serverRoot}${path}`;
  }

  /** Path below the space's artifact folder; undefined for URLs outside of it. */
  pathOf(address: string): string | undefined {
    if (!address.startsWith(SERVICE_ROOT)) {
      return undefined;
    }
    const path = address.slice(SERVICE_ROOT.length);
    return path.replace(/^(\d+)\/logged_models\//, '$1/models/');
  }

  /** A response of the server with all URLs in the service's form, without the name of the MLflow workspace. */
  reply(value: JsonObject): JsonObject {
    return this.#saidObject(value, 'reply');
  }

  #said(value: Json | undefined, name: string): Json | undefined {
    if (isJsonList(value)) {
      return value.map((item) => this.#said(item, name) ?? null);
    }
    if (isJsonObject(value)) {
      return this.#saidObject(value, name);
    }
    return ADDRESS_MEMBERS.has(name) && typeof value === 'string' ? this.toService(value) : value;
  }

  #saidObject(value: JsonObject, name: string): JsonObject {
    const { workspace: _, ...unnamed } = value;
    const shown = EXPERIMENT_MEMBERS.has(name) ? unnamed : value;
    return Object.fromEntries(Object.entries(shown).map(([each, member]) => [each, this.#said(member, each)]));
  }
}
