import assert from 'node:assert/strict';
import { evaluate } from '../../../lib/comparison/evaluate/evaluate';
import type { EvaluationDependencies } from '../../../lib/comparison/evaluate/evaluating';
import type { EvaluationOutcome } from '../../../lib/comparison/evaluate/outcome';
import type { EvaluatedModel, EvaluationRequest } from '../../../lib/comparison/evaluate/request';
import type { Evaluation } from '../../../lib/contracts/evaluation';
import { isJsonObject, parseJson, scalarText, type Json } from '../../../lib/core/lossless-json';
import { systemClock } from '../../../lib/core/node/system-clock';
import { openRegistry } from '../../../lib/registry/open-registry';
import type { Workspace } from '../../../local/workspace/workspace';
import { NOTEBOOK_INPUTS } from '../compliance/probed-models';
import { RecordingHost } from '../recording-host';
import { apiOptions, workspaceClient } from '../workspace/client';
import { endedRun, notebook, submit } from '../workspace/runs';

/** Rows with two features, a label that depends on them, and everything else that a comparison may use. */
export const ROWS = `
import json, mlflow, numpy, pandas
numpy.random.seed(11)
n = 600
rows = pandas.DataFrame({
    "customer_id": [f"c{i:05d}" for i in range(n)],
    "age": numpy.random.normal(45, 12, n).round(1), "visits": numpy.random.poisson(4, n).astype(float),
    "region": numpy.random.choice(["north", "south"], n), "store": numpy.random.choice([f"s{i:02d}" for i in range(60)], n),
    "amount": numpy.random.gamma(2.0, 1.0, n).round(3), "signup": pandas.date_range("2026-01-01", periods=n, freq="6h"),
})
logit = (rows["age"] - 45) / 12 - 0.4 * (rows["visits"] - 4) + numpy.random.normal(0, 1, n)
rows["churned"] = (logit > 0.5).astype(int)
rows["tenure"] = (3 * logit + 10).round(4)
rows["grade"] = numpy.select([logit < -0.5, logit < 0.8], ["low", "middle"], "high")
`;

const SETUP = `
spark.sql("CREATE SCHEMA IF NOT EXISTS main.ml")
spark.createDataFrame(rows).write.mode("overwrite").saveAsTable("main.ml.holdout")
`;

/** For models of the workspace registry instead; to be set before the first is registered. */
export const IN_WORKSPACE_REGISTRY = `
mlflow.set_registry_uri("databricks")
full_name = "{}".format
`;

/** Registers a model in Unity Catalog; its requirements are given, because MLflow takes seconds to infer them. */
export const REGISTER = `
from mlflow.models import infer_signature

full_name = "main.ml.{}".format

def register(model, name, inputs=("age", "visits"), flavor=mlflow.sklearn, output=None, **more):
    signature = infer_signature(rows[list(inputs)], output if output is not None else [0.5])
    with mlflow.start_run():
        given = {"python_model": model} if flavor is mlflow.pyfunc else {"sk_model": model}
        logged = flavor.log_model(
            name="model", signature=signature, registered_model_name=full_name(name),
            **{"pip_requirements": ["scikit-learn"], **given, **more})
    return str(logged.registered_model_version)
`;

/** Runs Python next to the rows and gives what it exits with. */
export async function runPython(
  workspace: Workspace,
  source: string,
  dependencies: readonly string[] = [],
): Promise<Json> {
  workspace.putNotebook('/Shared/project/notebook', source);
  const environment = { environment_key: 'own', spec: { environment_version: '4', dependencies } };
  const isOwn = dependencies.length > 0;
  const task = notebook('/Shared/project/notebook', isOwn ? { environment_key: 'own' } : {});
  const runId = await submit(workspace, { tasks: [task], ...(isOwn ? { environments: [environment] } : {}) });
  const { output } = await endedRun(workspace, runId);
  const result = isJsonObject(output['notebook_output']) ? output['notebook_output']['result'] : undefined;
  assert.ok(result !== undefined, scalarText(output['error_trace'] ?? output['error'] ?? 'no answer'));
  return parseJson(scalarText(result));
}

/** Writes the table, and whatever else the source does with `rows` and `register`; with packages of its own. */
export function prepare(workspace: Workspace, source: string, dependencies: readonly string[] = []): Promise<Json> {
  return runPython(workspace, `${ROWS}${SETUP}${REGISTER}${source}\ndbutils.notebook.exit("{}")`, dependencies);
}

export function version(name: string, number: number | string): EvaluatedModel {
  const full = `main.ml.${name}`;
  return { name: full, version: String(number), uri: `models:/${full}/${number}`, registry: 'unityCatalog' };
}

/** Asks for a binary comparison of two versions on all rows. */
export function binaryRequest(changes: Partial<EvaluationRequest> = {}): EvaluationRequest {
  return {
    kind: 'evaluation-request',
    version: 1,
    problem: 'binary',
    candidate: version('churn', 2),
    champion: version('churn', 1),
    dataSets: [{ name: 'evaluation', role: 'decides', source: { table: 'main.ml.holdout' }, rows: 20_000, seed: 7 }],
    columns: { label: 'churned', key: 'customer_id' },
    slices: [],
    metrics: ['average_precision', 'roc_auc', 'brier_score'].map((metric) => ({
      metric,
      direction: metric === 'brier_score' ? ('lower' as const) : ('higher' as const),
      margins: [],
    })),
    prediction: 'predict_proba',
    threshold: 0.5,
    ...changes,
  };
}

/** Models whose requirements nobody asks for. */
export const NO_FILES: ReturnType<EvaluationDependencies['filesOf']> = {
  list: () => Promise.resolve([]),
  text: () => Promise.reject(new Error('there is no file')),
};

export interface Evaluating extends Partial<EvaluationDependencies> {
  readonly host?: RecordingHost;
}

export function evaluateIn(
  workspace: Workspace,
  request: EvaluationRequest,
  more: Evaluating = {},
): Promise<EvaluationOutcome> {
  const host = more.host ?? newHost();
  return evaluate(request, {
    workspace: workspaceClient(workspace, host),
    inputs: NOTEBOOK_INPUTS,
    filesOf: () => NO_FILES,
    ...more,
    host,
  });
}

export function evaluated(outcome: EvaluationOutcome): Evaluation {
  assert.equal(outcome.kind, 'evaluated', JSON.stringify(outcome));
  return outcome.evaluation;
}

let steps = 0;

/** A step of its own: one that looks like an earlier one would be given its runs. */
export function newHost(): RecordingHost {
  const host = new RecordingHost({ clock: systemClock });
  steps += 1;
  return Object.assign(host, { facts: { ...host.facts, planId: `plan-${process.pid}-${steps}` } });
}

/** The requirements of each model as the registry has them, so that it is scored in an environment of its own. */
export function registryFiles(workspace: Workspace, host: RecordingHost): EvaluationDependencies['filesOf'] {
  const client = workspaceClient(workspace, host);
  const registry = openRegistry({
    choice: { kind: 'unityCatalog', how: 'a test says so' },
    api: () => client.api,
    withoutCredentials: apiOptions(host),
  });
  return ({ name, version: number }) => registry.model(name).files(Number(number));
}
