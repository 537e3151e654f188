import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { startJob } from '../../local/agent/job';
import { taskFolder } from './built-extension';
import { CONNECTION, connectionTo } from './connection';
import type { FarWorkspace } from './far-workspace';

const MODEL = 'main.default.churn';
/** Nothing is started, and whatever the checks find, they all have to be made. */
const PROJECT = `version: 1
model: { problem: binary }
data:
  training: { table: customers }
  evaluation: { table: holdout, label: churned }
compliance: { checks: { smoke_prediction: skip } }
environments:
  prod: { catalog: main, schema: default, modelName: ${MODEL} }
`;
const ML_MODEL = `flavors: { python_function: { loader_module: mlflow.sklearn } }
signature: { inputs: '[{"name": "age", "type": "long"}]', outputs: '[{"type": "double"}]' }
`;

export interface CheckTimes {
  readonly ms: number;
  /** Each request of the step, as `METHOD /path`. */
  readonly requests: readonly string[];
}

/** Registers a version with so many small files in so many folders, as a notebook does. */
export async function addVersion(
  workspace: FarWorkspace,
  { files, folders }: { readonly files: number; readonly folders: number },
): Promise<string> {
  const { experiment_id: experiment } = await answered(workspace, 'experiments/create', { name: '/Shared/churn' });
  const { run } = await answered(workspace, 'runs/create', { experiment_id: experiment, start_time: 1 });
  const { run_id: runId, artifact_uri: place } = (run as { readonly info: Readonly<Record<string, string>> }).info;
  await answered(workspace, 'unity-catalog/registered-models/create', { name: MODEL });
  const created = await answered(workspace, 'unity-catalog/model-versions/create', {
    name: MODEL,
    source: `${place}/model`,
    run_id: runId,
  });
  const { version } = created['model_version'] as Readonly<Record<string, string>>;
  await upload(workspace, `Models/${MODEL.replaceAll('.', '/')}/${version}/MLmodel`, ML_MODEL);
  for (let index = 0; index < files; index += 1) {
    const path = `folder${index % folders}/part${index}.txt`;
    await upload(workspace, `Models/${MODEL.replaceAll('.', '/')}/${version}/${path}`, `part ${index}`);
  }
  await answered(workspace, 'unity-catalog/model-versions/finalize', { name: MODEL, version });
  return version ?? '';
}

/** Runs the packaged task on an agent without earlier runs; a version that does not pass is checked all the same. */
export async function msOfCheck(workspace: FarWorkspace, modelVersion: string): Promise<CheckTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-agent-'));
  const sources = join(folder, 'sources');
  mkdirSync(sources);
  writeFileSync(join(sources, 'mlops.yml'), PROJECT);
  const job = startJob({
    folder,
    nodes: { 20: process.execPath, 24: process.execPath },
    variables: { 'System.DefaultWorkingDirectory': sources, 'Build.SourcesDirectory': sources },
    endpoints: [connectionTo(workspace)],
  });
  try {
    const { length: before } = await workspace.requests();
    const begun = performance.now();
    const { outputs, log } = await job.runStep({
      taskFolder: taskFolder('MLflowCheckModel'),
      name: 'check',
      inputs: { connection: CONNECTION, configFile: 'mlops.yml', environment: 'prod', modelVersion },
    });
    const ms = performance.now() - begun;
    if (outputs['verdict'] === undefined) {
      throw new Error(log.join('\n'));
    }
    return { ms, requests: (await workspace.requests()).slice(before) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function answered(
  { host, token }: FarWorkspace,
  path: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(`${host}/api/2.0/mlflow/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
  return (await answer.json()) as Readonly<Record<string, unknown>>;
}

async function upload({ host, token }: FarWorkspace, path: string, body: string): Promise<void> {
  const answer = await fetch(`${host}/api/2.0/fs/files/${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
    body,
  });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
}
