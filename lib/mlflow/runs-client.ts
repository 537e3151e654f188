import { scalarText, type JsonObject } from '../core/lossless-json';
import { allPages } from '../databricks/api/all-pages';
import type { Api } from '../databricks/api/api';
import { numberOf, objectOf, objectsOf, requiredObject, requiredText, textOf } from '../databricks/wire/fields';
import { readTags } from './model';

export interface MlflowRun {
  readonly id: string;
  readonly experimentId: string;
  /** RUNNING, SCHEDULED, FINISHED, FAILED, KILLED. */
  readonly status: string;
  readonly startedAt: number | undefined;
  readonly tags: ReadonlyMap<string, string>;
  readonly isDeleted: boolean;
  /** The URI of its files. */
  readonly artifactUri: string;
  /** IDs of the models that it logged (MLflow 3). */
  readonly loggedModels: readonly string[];
}

/** Data that a run says it used. */
export interface RunDataset {
  readonly name: string;
  /** Empty when none is recorded. */
  readonly digest: string;
  /** What it was used for, e.g. training; undefined when the run does not tell. */
  readonly context: string | undefined;
}

/** A run with what it logged. */
export interface MlflowRunDetails extends MlflowRun {
  readonly parameters: ReadonlyMap<string, string>;
  /** The last value of each; NaN and the infinities are there too. */
  readonly metrics: ReadonlyMap<string, number>;
  readonly datasets: readonly RunDataset[];
}

/** A logged model in MLflow 3, separate from its run. */
export interface LoggedModel {
  readonly id: string;
  readonly name: string;
  /** LOGGED_MODEL_READY, LOGGED_MODEL_PENDING, LOGGED_MODEL_UPLOAD_FAILED. */
  readonly status: string;
  readonly runId: string | undefined;
  readonly artifactUri: string;
}

const ROOT = '/api/2.0/mlflow';
/** Experiments in one search; a workspace may have many thousands. */
const EXPERIMENTS_AT_ONCE = 100;

/** https://mlflow.org/docs/latest/rest-api.html (runs, experiments, logged models). */
export class MlflowRunsClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  run(runId: string): Promise<MlflowRun> {
    return this.details(runId);
  }

  details(runId: string): Promise<MlflowRunDetails> {
    const request = {
      method: 'GET',
      path: `${ROOT}/runs/get`,
      query: { run_id: runId },
      doing: `Reading MLflow run ${runId}`,
      permission: `'Can Read' on the experiment of MLflow run ${runId}`,
    } as const;
    return this.#api.read(request, (json) => readDetails(requiredObject(json, 'run')));
  }

  experimentName(experimentId: string): Promise<string> {
    const request = {
      method: 'GET',
      path: `${ROOT}/experiments/get`,
      query: { experiment_id: experimentId },
      doing: `Reading the MLflow experiment ${experimentId}`,
      permission: `'Can Read' on the MLflow experiment ${experimentId}`,
    } as const;
    return this.#api.read(request, (json) => requiredText(requiredObject(json, 'experiment'), 'name'));
  }

  async setTag(runId: string, key: string, value: string): Promise<void> {
    await this.#api.call({
      method: 'POST',
      path: `${ROOT}/runs/set-tag`,
      body: { run_id: runId, key, value },
      doing: `Setting tag '${key}' on MLflow run ${runId}`,
      permission: `'Can Edit' on the experiment of MLflow run ${runId}`,
      repeatable: true,
    });
  }

  /** The runs with the tag, in all experiments that this identity can see, without deleted ones. */
  async tagged(key: string, value: string): Promise<readonly MlflowRun[]> {
    const experiments = await this.#experiments();
    const found: MlflowRun[] = [];
    for (let at = 0; at < experiments.length; at += EXPERIMENTS_AT_ONCE) {
      found.push(...(await this.#search(experiments.slice(at, at + EXPERIMENTS_AT_ONCE), { key, value })));
    }
    return found;
  }

  /** Whether the run logged a file at this path. */
  async hasFile(runId: string, path: string): Promise<boolean> {
    const folder = path.slice(0, path.lastIndexOf('/'));
    const doing = `Listing the files of MLflow run ${runId} below ${folder}`;
    const permission = `'Can Read' on the experiment of MLflow run ${runId}`;
    const request = { method: 'GET', path: `${ROOT}/artifacts/list`, doing, permission } as const;
    const pages = await allPages(doing, (token) =>
      this.#api.call({ ...request, query: { run_id: runId, path: folder, page_token: token } }),
    );
    return pages.flatMap((page) => objectsOf(page, 'files')).some((file) => textOf(file, 'path') === path);
  }

  /** The run that logged a model; undefined if unknown. */
  async runOfLoggedModel(modelId: string): Promise<string | undefined> {
    return (await this.loggedModel(modelId)).runId;
  }

  loggedModel(modelId: string): Promise<LoggedModel> {
    const request = {
      method: 'GET',
      path: `${ROOT}/logged-models/${encodeURIComponent(modelId)}`,
      doing: `Reading the logged model ${modelId}`,
      permission: `'Can Read' on the experiment of the logged model ${modelId}`,
    } as const;
    return this.#api.read(request, (json) => readLoggedModel(modelId, requiredObject(json, 'model')));
  }

  async #experiments(): Promise<readonly string[]> {
    const doing = 'Listing the MLflow experiments';
    const pages = await allPages(doing, (token) =>
      this.#post('experiments/search', doing, { max_results: 1000, view_type: 'ACTIVE_ONLY', page_token: token }),
    );
    return pages
      .flatMap((page) => objectsOf(page, 'experiments'))
      .map((experiment) => textOf(experiment, 'experiment_id') ?? '');
  }

  async #search(experiments: readonly string[], tag: Tag): Promise<readonly MlflowRun[]> {
    const doing = `Looking for the MLflow runs with the tag ${tag.key} = ${tag.value}`;
    const filter = `tags.\`${tag.key}\` = '${tag.value}'`;
    const pages = await allPages(doing, (token) =>
      this.#post('runs/search', doing, {
        experiment_ids: experiments,
        filter,
        run_view_type: 'ACTIVE_ONLY',
        max_results: 1000,
        page_token: token,
      }),
    );
    return pages.flatMap((page) => objectsOf(page, 'runs')).map((run) => readRun(run));
  }

  #post(endpoint: string, doing: string, body: JsonObject): Promise<JsonObject> {
    const permission = "'Can Read' on the experiment";
    return this.#api.call({ method: 'POST', path: `${ROOT}/${endpoint}`, body, doing, permission, repeatable: true });
  }
}

interface Tag {
  readonly key: string;
  readonly value: string;
}

function readRun(run: JsonObject): MlflowRun {
  const info = requiredObject(run, 'info');
  return {
    id: textOf(info, 'run_id') ?? '',
    experimentId: textOf(info, 'experiment_id') ?? '',
    status: textOf(info, 'status') ?? '',
    startedAt: numberOf(info, 'start_time'),
    tags: readTags(objectOf(run, 'data') ?? {}),
    isDeleted: textOf(info, 'lifecycle_stage') === 'deleted',
    artifactUri: textOf(info, 'artifact_uri') ?? '',
    loggedModels: objectsOf(objectOf(run, 'outputs') ?? {}, 'model_outputs').map(
      (output) => textOf(output, 'model_id') ?? '',
    ),
  };
}

function readDetails(run: JsonObject): MlflowRunDetails {
  const data = objectOf(run, 'data') ?? {};
  const entries = (name: string): readonly (readonly [string, string])[] =>
    objectsOf(data, name).map((each) => [textOf(each, 'key') ?? '', scalarText(each['value'])]);
  return {
    ...readRun(run),
    parameters: new Map(entries('params')),
    // Protobuf writes NaN and the infinities as words.
    metrics: new Map(entries('metrics').map(([key, value]) => [key, value === '' ? Number.NaN : Number(value)])),
    datasets: objectsOf(objectOf(run, 'inputs') ?? {}, 'dataset_inputs').map(readDataset),
  };
}

function readDataset(input: JsonObject): RunDataset {
  const dataset = objectOf(input, 'dataset') ?? {};
  return {
    name: textOf(dataset, 'name') ?? '',
    digest: textOf(dataset, 'digest') ?? '',
    context: readTags(input).get('mlflow.data.context'),
  };
}

function readLoggedModel(modelId: string, model: JsonObject): LoggedModel {
  const info = objectOf(model, 'info') ?? {};
  const runId = textOf(info, 'source_run_id');
  return {
    id: modelId,
    name: textOf(info, 'name') ?? '',
    status: textOf(info, 'status') ?? '',
    runId: runId === '' ? undefined : runId,
    artifactUri: textOf(info, 'artifact_uri') ?? '',
  };
}
