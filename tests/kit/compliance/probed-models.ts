import assert from 'node:assert/strict';
import type { Probe } from '../../../lib/compliance/probe/probe';
import { probeModel, type ProbeOutcome } from '../../../lib/compliance/probe/probe-model';
import type { ProbeRequest } from '../../../lib/compliance/probe/probe-request';
import { isJsonObject, parseJson, scalarText } from '../../../lib/core/lossless-json';
import { systemClock } from '../../../lib/core/node/system-clock';
import type { RunStep } from '../../../lib/runs/run-to-end';
import type { NotebookInputs } from '../../../lib/shipped-notebooks/run-shipped-notebook';
import { computeInputs, waitingInputs } from '../../../lib/task/groups';
import type { TaskHost } from '../../../lib/task/host';
import type { Workspace } from '../../../local/workspace/workspace';
import { defaultsOf } from '../inputs';
import { RecordingHost } from '../recording-host';
import { workspaceClient } from '../workspace/client';
import { runNotebook } from '../workspace/runs';

/** What a step sets that sets nothing: serverless. */
export const NOTEBOOK_INPUTS = defaultsOf({ ...computeInputs, ...waitingInputs });

export interface ProbedModel {
  readonly modelUri: string;
  readonly requirements: string;
  readonly pythonEnv: string;
}

export interface ModelToProbe {
  readonly name: string;
  /** The body of `predict(self, context, model_input)`. */
  readonly predict: string;
  readonly requirements: readonly string[];
  /** Unity Catalog when left out. */
  readonly registry?: ProbeRequest['registry'];
}

/** Registers a model with requirements of its own. */
export async function probedModel(workspace: Workspace, model: ModelToProbe): Promise<ProbedModel> {
  const { output } = await runNotebook(workspace, source(model));
  const result = isJsonObject(output['notebook_output']) ? output['notebook_output']['result'] : undefined;
  assert.ok(result !== undefined, scalarText(output['error_trace'] ?? output['error'] ?? 'no answer'));
  return parseJson(scalarText(result)) as unknown as ProbedModel;
}

export interface Probing extends Partial<ProbeRequest> {
  readonly inputs?: Partial<NotebookInputs>;
  readonly host?: TaskHost;
}

/** Probes a model in its workspace; without checks unless they are given. */
export function probe(workspace: Workspace, model: ProbedModel, more: Probing = {}): Promise<ProbeOutcome> {
  const { inputs, host = new RecordingHost({ clock: systemClock }), ...request } = more;
  const asked = {
    registry: 'unityCatalog',
    predict: true,
    checks: undefined,
    secondsEach: 60,
    ...model,
    ...request,
  } as const;
  return probeModel(asked, { ...NOTEBOOK_INPUTS, ...inputs }, stepIn(workspace, host));
}

export function stepIn(workspace: Workspace, host: TaskHost = new RecordingHost({ clock: systemClock })): RunStep {
  return { host, workspace: workspaceClient(workspace, host), report: () => undefined };
}

/** What was found out by a probe that came about. */
export function probed(outcome: ProbeOutcome): Probe {
  assert.equal(outcome.kind, 'probed', JSON.stringify(outcome));
  return outcome.probe;
}

const PLACE = {
  unityCatalog: { prefix: 'main.ml.', code: 'spark.sql("CREATE SCHEMA IF NOT EXISTS main.ml")' },
  workspace: { prefix: '', code: 'mlflow.set_registry_uri("databricks")' },
};

function source({ name: ownName, predict, requirements, registry = 'unityCatalog' }: ModelToProbe): string {
  const { prefix, code } = PLACE[registry];
  const name = `${prefix}${ownName}`;
  return `
import json, mlflow, pandas
from mlflow.models import infer_signature

${code}
rows = pandas.DataFrame({"age": [31.0, 47.0]})

class Churn(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
${predict
  .split('\n')
  .map((line) => `        ${line}`)
  .join('\n')}

with mlflow.start_run():
    logged = mlflow.pyfunc.log_model(
        name="model", python_model=Churn(), input_example=rows, signature=infer_signature(rows, [0.5]),
        pip_requirements=${JSON.stringify(requirements)}, registered_model_name="${name}",
    )
folder = mlflow.artifacts.download_artifacts(logged.model_uri)
read = lambda file: open(f"{folder}/{file}").read()
dbutils.notebook.exit(json.dumps({
    "modelUri": f"models:/${name}/{logged.registered_model_version}",
    "requirements": read("requirements.txt"), "pythonEnv": read("python_env.yaml"),
}))`;
}
