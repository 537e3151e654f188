import { ApiError } from '../databricks/api/api-error';
import type { MlflowRunDetails, MlflowRunsClient } from '../mlflow/runs-client';
import type { ModelVersion } from '../mlflow/version';

/** Where a version comes from. */
export interface Lineage {
  readonly run: MlflowRunDetails;
  /** Of the Databricks job whose run did the training; undefined for training elsewhere. */
  readonly jobId: string | undefined;
  readonly jobRunId: string | undefined;
  readonly commit: string | undefined;
}

/** The run behind a version, over its logged model where it names none itself; undefined when nothing leads to one. */
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

/** In MLflow 3 a version may name the logged model only. */
export async function runIdOf(
  { runId, modelId }: Pick<ModelVersion, 'runId' | 'modelId'>,
  runs: MlflowRunsClient,
): Promise<string | undefined> {
  return runId ?? (modelId === undefined ? undefined : await loggedBy(modelId, runs));
}

/** A logged model may have been deleted since, or live in another workspace; its version then tells of no run. */
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
