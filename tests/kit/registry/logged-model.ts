import assert from 'node:assert/strict';
import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import type { NewVersion } from '../../../lib/mlflow/models-client';
import type { MlflowRun } from '../../../lib/mlflow/runs-client';
import { answered, send, type Endpoint } from '../workspace/stand-in';
import { ML_MODEL } from './registries';

const MODELS = '/api/2.0/mlflow/logged-models';

/** What MLflow 3 makes of `log_model`: a model with its own files, separate from its run. */
export async function loggedModel(
  endpoint: Endpoint,
  run: MlflowRun,
): Promise<NewVersion & { readonly modelId: string }> {
  const asked = { experiment_id: run.experimentId, name: 'model', source_run_id: run.id };
  const { model } = await answered(endpoint, `POST ${MODELS}`, asked);
  const { info } = model as { info: JsonObject };
  const modelId = scalarText(info['model_id']);
  const address = scalarText(info['artifact_uri']);
  const top = address.startsWith('dbfs:')
    ? `/api/2.0/fs/files/WorkspaceInternal/Mlflow/Artifacts/${run.experimentId}/LoggedModels/${modelId}/artifacts`
    : `/api/2.0/mlflow-artifacts/artifacts/${address.replace('mlflow-artifacts:/', '')}`;
  const { status, content } = await send(endpoint, `PUT ${top}/MLmodel`, { body: ML_MODEL });
  assert.ok(status < 300, `${status} ${content.toString()}`);
  const ready = { model_id: modelId, status: 'LOGGED_MODEL_READY' };
  await answered(endpoint, `PATCH ${MODELS}/${modelId}`, ready);
  return { source: `models:/${modelId}`, modelId, runId: run.id };
}
