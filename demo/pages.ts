import { isJsonObject, parseJson, scalarText, type Json, type JsonObject } from '../lib/core/lossless-json';
import { expectAsTold } from './as-told';
import { EXPERIMENT, MODEL } from './churn';
import type { Laptop } from './laptop';

/** URLs of MLflow's pages. In a real workspace the same URLs open the pages of Databricks. */
export interface Pages {
  readonly training: string;
  readonly versions: readonly string[];
}

export async function pagesOf({ workspace }: Laptop, versions: readonly string[]): Promise<Pages> {
  const model = `${workspace.host}/explore/data/models/${MODEL.replaceAll('.', '/')}/version`;
  return {
    training: `${workspace.host}/ml/experiments/${await experimentId(workspace)}/runs`,
    versions: versions.map((version) => `${model}/${version}`),
  };
}

async function experimentId({ host, token }: Laptop['workspace']): Promise<string> {
  const query = new URLSearchParams({ experiment_name: EXPERIMENT }).toString();
  const answer = await fetch(`${host}/api/2.0/mlflow/experiments/get-by-name?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { experiment } = asObject(parseJson(await answer.text()));
  const id = scalarText(asObject(experiment)['experiment_id']);
  expectAsTold(id !== '', `there is no experiment '${EXPERIMENT}'.`);
  return id;
}

function asObject(json: Json | undefined): JsonObject {
  return isJsonObject(json) ? json : {};
}
