import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isJsonObject, parseJson, scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import type { StepResult } from '../../../local/agent/job';
import { type RegistryUnderTest } from '../registry/registries';
import { runNotebook } from '../workspace/runs';
import { answered } from '../workspace/stand-in';
import { inPipeline, STAGING } from './pipeline';
import { source, SPEED, useTrainingFixtures, type TrainingFixture, type TrainOptions } from './train-fixture';

const REGISTER_MODEL = join(STAGING, 'MLflowRegisterModel');

type Inputs = Readonly<Record<string, string>>;

/** What a notebook has logged. */
export interface Logged {
  readonly runId: string;
  /** Addresses of the models, in the order in which they were logged. */
  readonly uris: readonly string[];
}

/** A workspace in which models are logged and not registered. */
export interface RegistrationFixture extends TrainingFixture {
  /** Runs code inside an MLflow run that logs by `log(name)` or `log_files(name)`. */
  readonly logs: (code: string) => Promise<Logged>;
  /** A run that has logged nothing. */
  readonly makesRun: () => Promise<string>;
  readonly deletesRun: (runId: string) => Promise<void>;
  readonly register: (inputs: Inputs, options?: TrainOptions) => Promise<StepResult>;
  readonly versionNumbers: () => Promise<readonly number[]>;
}

/** One server per file; each call opens a separate fixture. */
export function useRegistrationFixtures(): (under: RegistryUnderTest) => Promise<RegistrationFixture> {
  const open = useTrainingFixtures();
  return async (under) => {
    const fixture = await open(under);
    const { registry, model, modelName, evidence, workspace } = fixture;
    const fixed = { modelName, evidence, ...(under.kind === 'mlflow' ? { trackingUri: registry.address } : {}) };
    const endpoint = { host: registry.address, token: workspace.token };
    return {
      ...fixture,
      async logs(code) {
        const { output } = await runNotebook(workspace, source(under, registry.address, [LOGGING(code)]));
        const result = isJsonObject(output['notebook_output']) ? output['notebook_output'] : {};
        assert.ok(result['result'], scalarText(output['error_trace'] ?? output['error'] ?? 'no answer'));
        const { run, uris } = parseJson(scalarText(result['result'])) as JsonObject;
        return { runId: scalarText(run), uris: (uris as readonly string[]).map(String) };
      },
      async makesRun() {
        const experiment = await answered(endpoint, 'POST /api/2.0/mlflow/experiments/create', {
          name: `/Shared/${randomUUID()}`,
        });
        const { run } = await answered(endpoint, 'POST /api/2.0/mlflow/runs/create', experiment);
        return scalarText((run as { readonly info: JsonObject }).info['run_id']);
      },
      async deletesRun(runId) {
        await answered(endpoint, 'POST /api/2.0/mlflow/runs/delete', { run_id: runId });
      },
      register: (inputs, { pipelineOptions, ...options } = {}) =>
        inPipeline({ workspace, speed: SPEED, ...pipelineOptions }, (pipeline) =>
          pipeline.run({ ...fixed, ...inputs }, { taskFolder: REGISTER_MODEL, name: 'register', ...options }),
        ),
      versionNumbers: async () => ((await model.exists()) ? (await model.versions()).map(({ number }) => number) : []),
    };
  };
}

/** `log` makes a real model; `log_files` leaves only its files, which is quicker and enough where nobody loads it. */
const LOGGING = (code: string): string => `from mlflow.entities import LoggedModelOutput
from mlflow.models import infer_signature, Model
uris = []

def signature_of(signed):
    return infer_signature([[0.0], [1.0]], [0, 1]) if signed else None

def log(name="model"):
    from sklearn.linear_model import LogisticRegression
    model = LogisticRegression().fit([[0.0], [1.0]], [0, 1])
    logged = mlflow.sklearn.log_model(model, name=name, signature=signature_of(True), pip_requirements=["scikit-learn"])
    uris.append(logged.model_uri)

def log_files(name="model", signed=True):
    import tempfile
    logged = mlflow.initialize_logged_model(name=name, source_run_id=run.info.run_id)
    model = Model(run_id=run.info.run_id, model_id=logged.model_id, signature=signature_of(signed))
    model.add_flavor("python_function", loader_module="mlflow.sklearn")
    with tempfile.TemporaryDirectory() as folder:
        model.save(f"{folder}/MLmodel")
        mlflow.MlflowClient().log_model_artifacts(logged.model_id, folder)
    mlflow.finalize_logged_model(logged.model_id, "READY")
    mlflow.MlflowClient().log_outputs(run.info.run_id, [LoggedModelOutput(logged.model_id, 0)])
    uris.append(f"models:/{logged.model_id}")

with mlflow.start_run() as run:
    pass
${code
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}

dbutils.notebook.exit(json.dumps({"run": run.info.run_id, "uris": uris}))`;

/** What went wrong, as the user reads it. */
export function complaint({ issues, result }: StepResult): string {
  assert.equal(result, 'Failed');
  return issues.map(({ message }) => message).join('\n');
}
