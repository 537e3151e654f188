import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import { modelLocation } from './catalog-models';
import type { DeploymentJobState } from './deployment-job';
import { aliasNames } from './mlflow-answer';
import type { ModelRecords } from './model-records';

/** A model as MLflow's client sees it in Unity Catalog. */
export function registryModelJson(model: JsonObject, records: ModelRecords, jobState: DeploymentJobState): JsonObject {
  const { latest_versions: _, ...shown } = model;
  const { owner, deploymentJobId } = records.model(scalarText(model['name']));
  return {
    ...shown,
    user_id: owner,
    ...(deploymentJobId !== '' && { deployment_job_id: deploymentJobId }),
    deployment_job_state: jobState(deploymentJobId),
  };
}

/** A version as MLflow's client sees it in Unity Catalog: without stages, with members that the server does not store. */
export function registryVersionJson(version: JsonObject, records: ModelRecords): JsonObject {
  const { current_stage: _, run_link: _link, params, metrics, ...shown } = version;
  const [name, number] = [scalarText(version['name']), scalarText(version['version'])];
  const record = records.version(name, number);
  return {
    ...shown,
    source: record.source,
    status: record.status,
    user_id: record.createdBy,
    storage_location: `${modelLocation(name)}/${number}`,
    model_id: record.modelId,
    aliases: aliasNames(version).map((alias) => ({ alias, version: number })),
    ...(params !== undefined && { model_params: params }),
    ...(metrics !== undefined && { model_metrics: metrics }),
  };
}

/** Searches do not return aliases: https://github.com/mlflow/mlflow/issues/10269 */
export function withoutAliases(shown: JsonObject): JsonObject {
  const { aliases: _, ...rest } = shown;
  return rest;
}
