import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseJson, scalarText, type Json, type JsonObject } from '../../lib/core/lossless-json';
import { PythonEnvironment } from '../../local/workspace/python-environment/python-environment';
import { startWorkspaceServer, type WorkspaceServer } from '../../local/workspace/server';
import type { Workspace } from '../../local/workspace/workspace';
import { call, idOf } from '../kit/workspace/stand-in';

const RUN = {
  status: 'FINISHED',
  auc: 0.875,
  history: [0.5, 0.875],
  params: { C: '1.0', penalty: 'l2' },
  found: true,
  files: ['data', 'notes'],
  text: 'Größe',
};
/** Hands back the tags of the run that it logs, and the name of its experiment. */
const TRAIN = [
  '# Databricks notebook source',
  'import json, mlflow',
  'with mlflow.start_run() as run:',
  '    mlflow.log_metric("auc", 0.9)',
  'logged = mlflow.get_run(run.info.run_id)',
  'experiment = mlflow.get_experiment(run.info.experiment_id).name',
  'dbutils.notebook.exit(json.dumps({**logged.data.tags, "experiment": experiment}))',
].join('\n');
const SERVICE_ARTIFACTS = 'dbfs:/databricks/mlflow-tracking/<experiment>/<run>/artifacts';

describe("MLflow's own client", function () {
  // The packages may have yet to be installed, and scikit-learn takes its time.
  this.timeout(180_000);
  let folder = '';
  let server: WorkspaceServer;
  let python = '';

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mlflow-peers-'));
    const environment = new PythonEnvironment({ say: () => undefined });
    python = await environment.ready();
    server = await startWorkspaceServer({ stateFolder: join(folder, 'state'), environment });
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  /** What a script beside this file found out. */
  async function found(script: string, environment: Readonly<Record<string, string>>): Promise<Json> {
    const file = join(folder, `${script}.json`);
    await promisify(execFile)(python, [join(__dirname, 'mlflow', script), file], {
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        LANG: 'C.UTF-8',
        PYTHONDONTWRITEBYTECODE: '1',
        MLFLOW_DISABLE_TELEMETRY: 'true',
        no_proxy: '127.0.0.1',
        ...environment,
      },
    });
    return parseJson(readFileSync(file, 'utf8'));
  }

  const databricks = (workspace: Workspace, registry: string) => ({
    MLFLOW_TRACKING_URI: 'databricks',
    MLFLOW_REGISTRY_URI: registry,
    DATABRICKS_HOST: workspace.host,
    DATABRICKS_TOKEN: workspace.token,
  });

  it('works with models of Unity Catalog, and the official SDK sees the same ones', async () => {
    const environment = databricks(server.addWorkspace(), 'databricks-uc');
    assert.deepEqual(await found('unity_catalog.py', environment), {
      run: { ...RUN, artifact_uri: SERVICE_ARTIFACTS },
      versions: ['1', '2'],
      champion: ['1', 'the first', { origin: 'test', validated: 'yes' }, ['champion']],
      run_of_champion: true,
      status: ['READY', true],
      model: ['who leaves', { owner: 'churn team' }, { challenger: '2', champion: '1' }],
      copied: ['prod.default.churn', '1'],
      searched: ['1', '2'],
      models: ['main.default.churn', 'prod.default.churn'],
      loaded: [true, true, true, true, true],
      refused: [
        'RESOURCE_DOES_NOT_EXIST',
        'RESOURCE_DOES_NOT_EXIST',
        // The client turns the refusal of a two-level name, and of a missing signature, into its own error.
        'INTERNAL_ERROR',
        'SCHEMA_DOES_NOT_EXIST',
        'RESOURCE_ALREADY_EXISTS',
        'INVALID_PARAMETER_VALUE',
        'RESOURCE_DOES_NOT_EXIST',
        'INTERNAL_ERROR',
      ],
    });
    assert.deepEqual(await found('sdk_models.py', environment), {
      model: ['main.default.churn', ['champion']],
      versions: [1, 2],
      status: 'READY',
      baseline: 2,
      described: 'from the SDK',
      missing: 'RESOURCE_DOES_NOT_EXIST',
      listed: true,
      registry: ['by-sdk', 'CAN_MANAGE', 32],
      runs: true,
    });
  });

  it('works with the registry of a workspace', async () => {
    const environment = databricks(server.addWorkspace(), 'databricks');
    assert.deepEqual(await found('workspace_registry.py', environment), {
      run: { ...RUN, artifact_uri: SERVICE_ARTIFACTS },
      versions: ['1', '2'],
      first: ['the first', { origin: 'test', validated: 'yes' }, 'Archived', 'READY'],
      source: true,
      latest: [
        ['Archived', '1'],
        ['Production', '2'],
      ],
      searched: ['1', '2'],
      models: ['churn'],
      loaded: [true, true, true, true],
      refused: ['RESOURCE_DOES_NOT_EXIST', 'RESOURCE_ALREADY_EXISTS', 'INVALID_PARAMETER_VALUE'],
    });
  });

  it("works with MLflow's own server, of which it needs the address alone", async () => {
    assert.deepEqual(await found('open_source.py', { MLFLOW_TRACKING_URI: server.mlflow }), {
      run: { ...RUN, artifact_uri: 'mlflow-artifacts:/workspaces/default/<experiment>/<run>/artifacts' },
      versions: ['1', '2'],
      champion: ['1', { origin: 'test', validated: 'yes' }],
      models: ['churn'],
      loaded: [true, true, true],
      refused: ['RESOURCE_DOES_NOT_EXIST'],
    });
  });

  it('marks runs in jobs with job, run and notebook, and logs them to the experiment of the notebook', async () => {
    const workspace = server.addWorkspace();
    workspace.putNotebook('/Shared/churn/train', TRAIN);
    const { tags, ids } = await tagsOfRun(workspace, '/Shared/churn/train');
    const { 'mlflow.runName': _, 'mlflow.databricks.notebookID': notebook, ...marks } = tags;
    assert.match(scalarText(notebook), /^\d+$/);
    assert.deepEqual(marks, {
      'mlflow.user': 'root',
      'mlflow.source.type': 'JOB',
      'mlflow.source.name': `jobs/${ids.job}/run/${ids.task}`,
      'mlflow.databricks.jobID': ids.job,
      'mlflow.databricks.jobRunID': ids.task,
      'mlflow.databricks.jobType': 'NOTEBOOK',
      'mlflow.databricks.notebookPath': '/Shared/churn/train',
      'mlflow.databricks.webappURL': workspace.host,
      'mlflow.databricks.workspaceID': workspace.orgId,
      experiment: '/Shared/churn/train',
    });
  });

  it('marks runs in a Git folder with its commit', async () => {
    const url = 'https://dev.azure.example/org/project/_git/churn';
    const origin = join(folder, 'origin');
    const git = async (...args: readonly string[]) => {
      const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
      const { stdout } = await promisify(execFile)('git', ['-C', origin, ...who, ...args]);
      return stdout.trim();
    };
    mkdirSync(join(origin, 'training'), { recursive: true });
    writeFileSync(join(origin, 'training', 'train.py'), TRAIN);
    await git('init', '--quiet', '--initial-branch=main');
    await git('add', '.');
    await git('commit', '--quiet', '--message', 'train');

    const workspace = server.addWorkspace({ gitRemotes: { [url]: origin } });
    await call(workspace, 'POST /api/2.0/repos', { url, provider: 'azureDevOpsServices' });
    const { tags } = await tagsOfRun(workspace, '/Repos/dev@example.com/churn/training/train');
    const marks = Object.entries(tags).filter(
      ([name]) => name.includes('gitRepo') || name.startsWith('mlflow.source.git'),
    );
    assert.deepEqual(Object.fromEntries(marks), {
      'mlflow.databricks.gitRepoUrl': url,
      'mlflow.databricks.gitRepoProvider': 'azureDevOpsServices',
      'mlflow.databricks.gitRepoCommit': await git('rev-parse', 'HEAD'),
      'mlflow.databricks.gitRepoRelativePath': 'training/train',
      'mlflow.databricks.gitRepoReference': 'main',
      'mlflow.databricks.gitRepoReferenceType': 'branch',
    });
  });
});

/** The tags that a notebook handed back, and the ids of the run it was part of. */
async function tagsOfRun(
  workspace: Workspace,
  notebook: string,
): Promise<{ tags: JsonObject; ids: { job: string; task: string } }> {
  const settings = { name: 'train', tasks: [{ task_key: 'main', notebook_task: { notebook_path: notebook } }] };
  const job = workspace.createJob(settings);
  const { body } = await call(workspace, 'POST /api/2.2/jobs/run-now', { job_id: BigInt(job) });
  const run = await workspace.runEnded(idOf({ run_id: body['run_id'] }));
  const task = String(run.tasks.at(-1)?.runId);
  const output = await call(workspace, 'GET /api/2.2/jobs/runs/get-output', { run_id: BigInt(task) });
  const { result } = (output.body['notebook_output'] ?? {}) as JsonObject;
  assert.ok(typeof result === 'string', scalarText(output.body['error_trace']));
  return { tags: parseJson(result) as JsonObject, ids: { job, task } };
}
