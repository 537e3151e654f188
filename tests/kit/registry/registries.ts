import assert from 'node:assert/strict';
import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import type { RegistryKind } from '../../../lib/registry/kind';
import { openRegistry } from '../../../lib/registry/open-registry';
import { readPointer, type Pointer } from '../../../lib/registry/pointer';
import type { PointerReading } from '../../../lib/registry/pointer-reading';
import type { RegisteredModel } from '../../../lib/registry/registered-model';
import type { Registry } from '../../../lib/registry/registry';
import type { Fault } from '../../../local/workspace/http/fault';
import type { RequestPattern } from '../../../local/workspace/http/request-pattern';
import { variants } from '../tier';
import { VirtualClock } from '../virtual-clock';
import { apiOptions, workspaceClient, type ClientOptions } from '../workspace/client';
import { answered, call, send, type Endpoint } from '../workspace/stand-in';
import { useServer } from '../workspace/test-server';
import { useMlflowGates, type SeenRequest } from './mlflow-gate';

/** One kind of registry with one kind of pointer, and which requests do what, for those who disturb them. */
export interface RegistryUnderTest {
  readonly name: string;
  readonly kind: RegistryKind;
  readonly modelName: string;
  readonly champion: Pointer;
  readonly reading: Pick<Fault, 'method' | 'path'>;
  readonly moving: Pick<Fault, 'method' | 'path'>;
}

const MLFLOW = '/api/2.0/mlflow';
const CATALOG = '/api/2.1/unity-catalog/models';
const UC = `${MLFLOW}/unity-catalog`;

export const REGISTRIES: readonly [RegistryUnderTest, ...RegistryUnderTest[]] = [
  {
    name: 'Unity Catalog',
    kind: 'unityCatalog',
    modelName: 'main.default.churn',
    champion: readPointer('alias:champion', 'target'),
    reading: { method: 'GET', path: `${CATALOG}/main.default.churn/aliases/champion` },
    moving: { method: 'PUT', path: `${CATALOG}/main.default.churn/aliases/champion` },
  },
  {
    name: 'the Workspace registry',
    kind: 'workspace',
    modelName: 'churn',
    champion: readPointer('stage:Production', 'target'),
    reading: { method: 'GET', path: `${MLFLOW}/model-versions/search` },
    moving: { method: 'POST', path: `${MLFLOW}/databricks/model-versions/transition-stage` },
  },
  {
    name: 'an MLflow server with aliases',
    kind: 'mlflow',
    modelName: 'churn',
    champion: readPointer('alias:champion', 'target'),
    reading: { method: 'GET', path: `${MLFLOW}/registered-models/alias` },
    moving: { method: 'POST', path: `${MLFLOW}/registered-models/alias` },
  },
  {
    name: 'an MLflow server with stages',
    kind: 'mlflow',
    modelName: 'churn',
    champion: readPointer('stage:Production', 'target'),
    reading: { method: 'GET', path: `${MLFLOW}/model-versions/search` },
    moving: { method: 'POST', path: `${MLFLOW}/model-versions/transition-stage` },
  },
];

/** The fourth speaks as the third does, with the pointers of the second. */
export const DIALECTS = REGISTRIES.filter(({ name }) => name !== 'an MLflow server with stages');

/** For what is alike everywhere: in Unity Catalog, a registration or copy takes a run on Databricks. */
export const QUICKEST_FIRST = [...DIALECTS.slice(1), ...DIALECTS.slice(0, 1)];

/** Whether this tier tests every behavior on this registry, or only what tells one registry from another. */
export function isTestedWhole(under: RegistryUnderTest): boolean {
  return variants(DIALECTS).includes(under);
}

/** A separate registry for one test. */
export interface RegistryFixture {
  readonly registry: Registry;
  readonly model: RegisteredModel;
  readonly clock: VirtualClock;
  readonly requests: readonly SeenRequest[];
  /** Ends every wait, as a cancelled pipeline does. */
  readonly cancel: () => void;
  readonly addFault: (fault: Fault) => void;
  /** The next one of that kind, as soon as it arrives. */
  readonly nextRequest: (pattern: RequestPattern) => Promise<unknown>;
  /** For what only the service can do. */
  readonly endpoint: Endpoint;
  /** Trains and registers the way a notebook does, files included. */
  readonly addVersion: (version?: TrainedVersion) => Promise<{ readonly number: number; readonly runId: string }>;
}

export interface TrainedVersion {
  readonly mlModel?: string;
  readonly runTags?: Readonly<Record<string, string>>;
  readonly data?: string;
  /** Other files, by path. */
  readonly more?: Readonly<Record<string, string | Buffer>>;
  /** A version that only has to be there needs no files, which take longest. */
  readonly files?: 'none' | 'no MLmodel';
}

export const ML_MODEL = 'flavors:\n  python_function: {}\nmodel_uuid: a1\n';
export const SIGNED_ML_MODEL = `${ML_MODEL}signature:\n  inputs: '[{"name": "age", "type": "long", "required": true}]'\n  outputs: '[{"type": "double"}]'\n`;

/** Version 1 is champion, version 2 waits. */
export async function withChampion(
  fixture: RegistryFixture,
  { champion }: RegistryUnderTest,
): Promise<RegistryFixture> {
  await fixture.addVersion({ files: 'none' });
  await fixture.addVersion({ files: 'none' });
  await fixture.model.movePointer({ pointer: champion, version: 1, others: 'archive' });
  return fixture;
}

export function numbers(reading: PointerReading): readonly number[] {
  return reading.kind === 'absent' ? [] : reading.versions.map(({ number }) => number);
}

/** One server per file; each call opens a separate registry with a model without versions. */
export function useRegistryFixtures(): (under: RegistryUnderTest) => Promise<RegistryFixture> {
  const server = useServer();
  const openGate = useMlflowGates();

  return async (under) => {
    const workspace = server().addWorkspace();
    if (under.kind !== 'mlflow') {
      const { host, token } = workspace;
      const watched: Watched = {
        requests: () => workspace.requests,
        addFault: (fault) => workspace.addFault(fault),
        nextRequest: (pattern) => workspace.waitForRequest(pattern, { isNew: true }),
      };
      return opened(under, { host, token }, watched);
    }
    const gate = await openGate(workspace.mlflow);
    const { addFault, nextRequest } = gate;
    const watched = { requests: () => gate.requests, addFault, nextRequest };
    return opened(under, { host: gate.host, token: 'none' }, watched);
  };
}

interface Watched extends Pick<RegistryFixture, 'addFault' | 'nextRequest'> {
  readonly requests: () => readonly SeenRequest[];
}

async function opened(under: RegistryUnderTest, endpoint: Endpoint, watched: Watched): Promise<RegistryFixture> {
  const clock = new VirtualClock({ start: Date.now() });
  const canceled = new AbortController();
  const registry = registryAt(under, endpoint, { clock, signal: canceled.signal });
  const model = registry.model(under.modelName);
  await model.create('who leaves');
  return {
    registry,
    model,
    clock,
    endpoint,
    cancel: () => canceled.abort(new Error('canceled')),
    addFault: watched.addFault,
    nextRequest: watched.nextRequest,
    get requests() {
      return watched.requests();
    },
    addVersion: (version = {}) => registerVersion(under, endpoint, version),
  };
}

/** The product's registry, but for the waits between attempts, which take no time. */
export function registryAt({ kind }: RegistryUnderTest, endpoint: Endpoint, options: ClientOptions): Registry {
  return openRegistry({
    choice: { kind, how: 'the test says so' },
    api: () => workspaceClient(endpoint, options).api,
    withoutCredentials: apiOptions(options),
    server: { uri: endpoint.host, credentials: { type: 'none' } },
  });
}

/** Puts a version there the way a notebook does. */
export async function registerVersion(
  { kind, modelName: name }: RegistryUnderTest,
  endpoint: Endpoint,
  { mlModel = ML_MODEL, runTags = {}, data = 'weights', more = {}, files: extent }: TrainedVersion,
): Promise<{ number: number; runId: string }> {
  const { runId, artifactUri, experiment } = await trained(endpoint, runTags);
  const own = extent === 'no MLmodel' ? {} : { MLmodel: mlModel };
  const files = extent === 'none' ? {} : { ...own, 'data/model.bin': data, ...more };
  const root = kind === 'unityCatalog' ? UC : MLFLOW;
  const source = `${artifactUri}/model`;
  const folder = `${experiment}/Runs/${runId}/artifacts/model`;
  if (kind !== 'unityCatalog') {
    const top =
      kind === 'mlflow'
        ? `/api/2.0/mlflow-artifacts/artifacts/${source.replace('mlflow-artifacts:/', '')}`
        : `/api/2.0/fs/files/WorkspaceInternal/Mlflow/Artifacts/${folder}`;
    await upload(endpoint, top, files);
  }
  const created = await answered(endpoint, `POST ${root}/model-versions/create`, { name, source, run_id: runId });
  const version = scalarText((created['model_version'] as JsonObject)['version']);
  if (kind === 'unityCatalog') {
    await upload(endpoint, `/api/2.0/fs/files/Models/${name.replaceAll('.', '/')}/${version}`, files);
    await answered(endpoint, `POST ${root}/model-versions/finalize`, { name, version });
  }
  return { number: Number(version), runId };
}

async function trained(
  endpoint: Endpoint,
  tags: Readonly<Record<string, string>>,
): Promise<{ runId: string; artifactUri: string; experiment: string }> {
  const found = await call(endpoint, `GET ${MLFLOW}/experiments/get-by-name`, { experiment_name: '/Shared/training' });
  const experiment =
    found.status === 200
      ? scalarText((found.body['experiment'] as JsonObject)['experiment_id'])
      : scalarText(
          (await answered(endpoint, `POST ${MLFLOW}/experiments/create`, { name: '/Shared/training' }))[
            'experiment_id'
          ],
        );
  const { run } = await answered(endpoint, `POST ${MLFLOW}/runs/create`, {
    experiment_id: experiment,
    start_time: 1,
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
  });
  const { info } = run as { info: JsonObject };
  return { runId: scalarText(info['run_id']), artifactUri: scalarText(info['artifact_uri']), experiment };
}

async function upload(
  endpoint: Endpoint,
  top: string,
  files: Readonly<Record<string, string | Buffer>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const { status, content: answer } = await send(endpoint, `PUT ${top}/${path}`, { body: content });
    assert.ok(status < 300, `${path}: ${status} ${answer.toString()}`);
  }
}
