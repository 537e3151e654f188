import { isJsonList, isJsonObject, scalarText, type JsonObject } from '../lib/core/lossless-json';
import type { Laptop } from './laptop';
import { ask } from './request';

export const REGISTRIES = ['unity-catalog', 'stages', 'mlflow'] as const;
export type RegistryName = (typeof REGISTRIES)[number];

/** What is different from one registry to the next. */
export interface Registry {
  /** As `mlops init` calls it. */
  readonly name: string;
  /** As a reader calls it. */
  readonly title: string;
  readonly model: string;
  readonly champion: string;
  /** The version that is champion, from the registry itself; empty if nobody is. */
  championOf(laptop: Laptop): Promise<string>;
}

const BY_NAME: Readonly<Record<RegistryName, Registry>> = {
  'unity-catalog': {
    name: 'unityCatalog',
    title: 'Unity Catalog',
    model: 'prod.ml.churn',
    champion: 'alias champion',
    async championOf({ prod }) {
      const found = await ask(prod, 'GET /api/2.1/unity-catalog/models/prod.ml.churn/aliases/champion');
      return scalarText(found?.['version_num'] ?? found?.['version']);
    },
  },
  stages: {
    name: 'workspace',
    title: 'the workspace registry, with stages',
    model: 'churn_prod',
    champion: 'stage Production',
    async championOf({ prod }) {
      const wanted = { name: 'churn_prod', stages: ['Production'] };
      const found = await ask(prod, 'POST /api/2.0/mlflow/registered-models/get-latest-versions', wanted);
      const [version] = isJsonList(found?.['model_versions']) ? found['model_versions'] : [];
      return isJsonObject(version) ? scalarText(version['version']) : '';
    },
  },
  mlflow: {
    name: 'mlflow',
    title: 'a plain MLflow server, beside a workspace that runs the jobs',
    model: 'churn_prod',
    champion: 'alias champion',
    async championOf({ mlflow }) {
      const path = '/api/2.0/mlflow/registered-models/alias?name=churn_prod&alias=champion';
      const found = await ask({ host: mlflow }, `GET ${path}`);
      return scalarText(objectIn(found, 'model_version')['version']);
    },
  },
};

export function registryOf(name: RegistryName): Registry {
  return BY_NAME[name];
}

function objectIn(json: JsonObject | undefined, member: string): JsonObject {
  const value = json?.[member];
  return isJsonObject(value) ? value : {};
}
