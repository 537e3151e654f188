import { isJsonList, isJsonObject, scalarText, type JsonObject } from '../lib/core/lossless-json';
import { PROMOTER } from '../local/workspace/pipeline-identities';
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
  /** What an administrator does once, beside what is the same for every registry. */
  prepare?(laptop: Laptop): Promise<void>;
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
    prepare: letPromoterMoveStages,
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

/** Unlike a catalog, this registry has permissions on single models only, so the model has to be there first. */
async function letPromoterMoveStages({ prod }: Laptop): Promise<void> {
  await ask(prod, 'POST /api/2.0/mlflow/registered-models/create', { name: 'churn_prod' });
  const found = await ask(prod, 'GET /api/2.0/mlflow/databricks/registered-models/get?name=churn_prod');
  const id = scalarText(objectIn(found, 'registered_model_databricks')['id']);
  const grant = { service_principal_name: PROMOTER.userName, permission_level: 'CAN_MANAGE_PRODUCTION_VERSIONS' };
  await ask(prod, `PATCH /api/2.0/permissions/registered-models/${id}`, { access_control_list: [grant] });
}

function objectIn(json: JsonObject | undefined, member: string): JsonObject {
  const value = json?.[member];
  return isJsonObject(value) ? value : {};
}
