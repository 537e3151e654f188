import { ApiError } from '../databricks/api/api-error';
import type { MlflowRunDetails, MlflowRunsClient } from '../mlflow/runs-client';
import type { ModelVersion } from '../mlflow/version';

/** The origin of a version. */
export interface Lineage {
  readonly run: MlflowRunDetails;
  /** The Databricks job that ran the training; undefined for training elsewhere. */
  readonly jobId: string | undefined;
  readonly jobRunId: string | undefined;
  readonly commit: string | undefined;
}

/** The MLflow run of a version, taken from its logged model if the version does not name one; undefined if unknown. */
export async function lineageOf(
  version: Pick<ModelVersion, 'runId' | 'modelId'>,
  runs: MlflowRunsClient,
): Promise<Lineage | undefined> {
  const runId = await runIdOf(version, runs);
  if (runId === undefined) {
    return undefined;
  }
  const run = await runs.details(runId);
  const { tags } = run;
  return {
    run,
    jobId: tags.get('mlflow.databricks.jobID'),
    jobRunId: tags.get('mlflow.databricks.jobRunID'),
    commit: tags.get('mlflow.databricks.gitRepoCommit') ?? tags.get('mlflow.source.git.commit'),
  };
}

/** In MLflow 3, a version may name only its logged model. */
export async function runIdOf(
  { runId, modelId }: Pick<ModelVersion, 'runId' | 'modelId'>,
  runs: MlflowRunsClient,
): Promise<string | undefined> {
  return runId ?? (modelId === undefined ? undefined : await loggedBy(modelId, runs));
}

/** The logged model may be deleted or in another workspace; then the run is unknown. */
async function loggedBy(modelId: string, runs: MlflowRunsClient): Promise<string | undefined> {
  try {
    return await runs.runOfLoggedModel(modelId);
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'absent') {
      return undefined;
    }
    throw error;
  }
}
