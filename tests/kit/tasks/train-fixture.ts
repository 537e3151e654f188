import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Candidate } from '../../../lib/contracts/contract';
import { ofKind, readEvidence } from '../../../lib/contracts/evidence';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import type { RegisteredModel } from '../../../lib/registry/registered-model';
import type { Registry } from '../../../lib/registry/registry';
import type { StepResult } from '../../../local/agent/job';
import type { Fault } from '../../../local/workspace/http/fault';
import type { RequestPattern } from '../../../local/workspace/http/request-pattern';
import type { Workspace } from '../../../local/workspace/workspace';
import { useMlflowGates } from '../registry/mlflow-gate';
import { DIALECTS, registryAt, type RegistryUnderTest } from '../registry/registries';
import { useTemporaryFolders } from '../temporary-folders';
import { VirtualClock } from '../virtual-clock';
import { useServer } from '../workspace/test-server';
import { inPipeline, STAGING, type Pipeline, type PipelineOptions, type StepOptions } from './pipeline';
import { notebook } from './workspace-under-test';

/** The stand-in does in a second what takes Databricks many, so steps need not look at a run as rarely. */
export const SPEED = 10;

export const TRAIN_MODEL = join(STAGING, 'MLflowTrainModel');
export function onDialect(kind: RegistryUnderTest['kind']): RegistryUnderTest {
  const found = DIALECTS.find((under) => under.kind === kind);
  assert.ok(found);
  return found;
}

type Inputs = Readonly<Record<string, string>>;

/** A workspace with a training notebook and the registry into which it registers. */
export interface TrainingFixture {
  readonly workspace: Workspace;
  readonly modelName: string;
  /** The registry as it is, seen without the task. */
  readonly registry: Registry;
  readonly model: RegisteredModel;
  readonly evidence: string;
  /** Disturbs what the registry is asked; returns what takes that back. */
  readonly addFault: (fault: Fault) => () => void;
  /** Resolves when the registry is asked that from now on. */
  readonly nextRequest: (pattern: RequestPattern) => Promise<unknown>;
  /** Puts /Shared/train: its cells follow one that defines `train`, `register` and others. */
  readonly puts: (...cells: readonly string[]) => void;
  /** Runs the step alone on a job; the notebook unless the inputs name something else to run. */
  readonly train: (inputs?: Inputs, options?: TrainOptions) => Promise<StepResult>;
  readonly step: (pipeline: Pipeline, inputs?: Inputs, options?: StepOptions) => Promise<StepResult>;
  /** What the last step has written. */
  readonly candidates: () => readonly Candidate[];
}

export interface TrainOptions extends StepOptions {
  readonly pipelineOptions?: Partial<PipelineOptions>;
}

/** One server per file; each call opens a separate fixture. */
export function useTrainingFixtures(): (under: RegistryUnderTest) => Promise<TrainingFixture> {
  const newFolder = useTemporaryFolders();
  const server = useServer();
  const openGate = useMlflowGates();

  return async (under) => {
    const workspace = server().addWorkspace();
    const evidence = newFolder();
    if (under.kind !== 'mlflow') {
      const { host, token } = workspace;
      return fixtureOf(under, {
        workspace,
        evidence,
        endpoint: { host, token },
        addFault: (fault) => workspace.addFault(fault),
        nextRequest: (pattern) => workspace.waitForRequest(pattern, { isNew: true }),
      });
    }
    const gate = await openGate(workspace.mlflow);
    const endpoint = { host: gate.host, token: 'none' };
    const { addFault, nextRequest } = gate;
    return fixtureOf(under, { workspace, evidence, endpoint, addFault, nextRequest });
  };
}

interface Parts extends Pick<TrainingFixture, 'workspace' | 'evidence' | 'addFault' | 'nextRequest'> {
  readonly endpoint: { readonly host: string; readonly token: string };
}

function fixtureOf(under: RegistryUnderTest, { workspace, evidence, endpoint, ...watched }: Parts): TrainingFixture {
  const { modelName, kind } = under;
  const signal = new AbortController().signal;
  const registry = registryAt(under, endpoint, { clock: new VirtualClock({ start: Date.now() }), signal });
  const fixed = { modelName, evidence, ...(kind === 'mlflow' ? { trackingUri: endpoint.host } : {}) };
  const step: TrainingFixture['step'] = (pipeline, inputs = {}, options = {}) =>
    pipeline.run(
      { ...fixed, ...(RUNS.some((name) => name in inputs) ? {} : { notebookPath: '/Shared/train' }), ...inputs },
      { taskFolder: TRAIN_MODEL, ...options },
    );
  return {
    workspace,
    modelName,
    registry,
    model: registry.model(modelName),
    evidence,
    ...watched,
    step,
    puts: (...cells) => workspace.putNotebook('/Shared/train', source(under, endpoint.host, cells)),
    train: (inputs, { pipelineOptions, ...options } = {}) =>
      inPipeline({ workspace, speed: SPEED, ...pipelineOptions }, (pipeline) => step(pipeline, inputs, options)),
    candidates: () => candidatesIn(evidence),
  };
}

const RUNS = ['notebookPath', 'pythonFile', 'jobId', 'jobName', 'runFile', 'runId'];

/** A notebook in Databricks style that knows where its registry is, and how to train. */
export function source({ kind }: RegistryUnderTest, address: string, cells: readonly string[]): string {
  const where = {
    unityCatalog: [],
    workspace: ['mlflow.set_registry_uri("databricks")'],
    mlflow: [
      `mlflow.set_tracking_uri("${address}")`,
      `mlflow.set_registry_uri("${address}")`,
      'mlflow.set_experiment("training")',
    ],
  }[kind];
  return notebook(
    ['import json, mlflow', ...where].join('\n'),
    TRAIN,
    ...(kind === 'unityCatalog' ? [REGISTER_FILES] : []),
    ...cells,
  );
}

/** `register` leaves out the model's files, which take longest, where the registry does without; `unmarked` is code that MLflow does not see the job run of. */
const TRAIN = `def train(name, **tags):
    from mlflow.models import infer_signature
    from sklearn.linear_model import LogisticRegression
    rows, left = [[0.0], [1.0]], [0, 1]
    with mlflow.start_run(tags=tags):
        model = LogisticRegression().fit(rows, left)
        signature = infer_signature(rows, left)
        info = mlflow.sklearn.log_model(model, name="model", signature=signature,
                                        registered_model_name=name, pip_requirements=["scikit-learn"])
        return info.registered_model_version

def version_of(name, run):
    client = mlflow.MlflowClient()
    try:
        client.create_registered_model(name)
    except mlflow.MlflowException:
        pass
    return client.create_model_version(name, f"{run.info.artifact_uri}/model", run_id=run.info.run_id).version

def register(name, **tags):
    with mlflow.start_run(tags=tags) as run:
        return version_of(name, run)

def unmarked(name):
    experiment = mlflow.set_experiment("/Shared/unmarked")
    return version_of(name, mlflow.MlflowClient().create_run(experiment.experiment_id))

def until_there_are(count, name):
    import time
    while len(mlflow.MlflowClient().search_model_versions(f"name='{name}'")) < count:
        time.sleep(0.2)`;

/** Unity Catalog takes no version without files and a signature; nobody loads the model of these. */
const REGISTER_FILES = `def register(name, **tags):
    import tempfile
    from mlflow.models import infer_signature, Model
    client = mlflow.MlflowClient()
    try:
        client.create_registered_model(name)
    except mlflow.MlflowException:
        pass
    with mlflow.start_run(tags=tags) as run, tempfile.TemporaryDirectory() as folder:
        model = Model(run_id=run.info.run_id, signature=infer_signature([[0.0], [1.0]], [0, 1]))
        model.add_flavor("python_function", loader_module="mlflow.sklearn")
        model.save(f"{folder}/MLmodel")
        return client.create_model_version(name, folder, run_id=run.info.run_id).version`;

function candidatesIn(folder: string): readonly Candidate[] {
  const { evidence } = readEvidence(evidenceFiles(folder), sha256Hex);
  return ofKind(evidence, 'candidate').map(({ contract }) => contract);
}
