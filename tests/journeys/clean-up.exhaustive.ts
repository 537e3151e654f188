import assert from 'node:assert/strict';
import { sealedCreation, type Created } from '../../lib/contracts/creation';
import { isJsonList, isJsonObject, scalarText, toJson, type Json } from '../../lib/core/lossless-json';
import { sha256Hex } from '../../lib/core/node/hash';
import { pipelineRun } from '../../lib/evidence/pipeline-run';
import type { Workspace } from '../../local/workspace/workspace';
import { NOW, useCleanUpPipelines } from '../kit/clean-up-pipeline';
import { FACTS } from '../kit/run-facts';
import { plainTraining } from '../kit/tasks/plain-training';
import { folderOf, runPullRequest, SHARED } from '../kit/tasks/pull-request-run';
import { namesIn } from '../kit/tasks/workspace-content';
import { notebook } from '../kit/tasks/workspace-under-test';
import { answered, call } from '../kit/workspace/stand-in';
import { useServer } from '../kit/workspace/test-server';

const READ = `import json, mlflow
with open(dbutils.widgets.get("mlops_config")) as file:
    held = json.load(file)`;

/** Leaves everything that a training can: a table, an experiment, a version in Unity Catalog. */
const WHOLE = notebook(
  READ,
  `spark.sql(f"CREATE TABLE {held['data']['training']['table']} AS SELECT id FROM range(3)")
spark.sql("CREATE TABLE IF NOT EXISTS main.default.customers AS SELECT id FROM range(3)")`,
  `from mlflow.models import infer_signature
from sklearn.linear_model import LogisticRegression
mlflow.set_registry_uri("databricks-uc")
mlflow.set_experiment(held["model"]["experiment"])
rows = [[0.0], [1.0]]
with mlflow.start_run():
    signature = infer_signature(rows, [0, 1])
    mlflow.sklearn.log_model(LogisticRegression().fit(rows, [0, 1]), name="model", signature=signature,
                             registered_model_name=held["modelName"], pip_requirements=["scikit-learn"])`,
);

/** Quick, with a version in the registry of the workspace. */
const QUICK = plainTraining('register("churn_pr")');

describe('the clean-up after pull requests', function () {
  this.timeout(600_000);
  const server = useServer();
  const { pipelineFor, cleansUp } = useCleanUpPipelines();

  it('removes what a closed pull request left and nothing else, and then finds nothing to do', async () => {
    const workspace = server().addWorkspace();
    const modelName = 'main.default.churn';
    await runPullRequest(workspace, { number: '12', modelName, training: WHOLE });
    await runPullRequest(workspace, { number: '13', modelName, training: WHOLE });
    const { folder: volume, suffix } = await givesPath(workspace);
    const before = await everything(workspace);
    assert.equal(before.tables.length, 3, before.tables.join());
    assert.deepEqual(before.versions, ['1', '2']);
    assert.equal(before.experiments.length, 2);

    const young = await cleansUp(pipelineFor(workspace, 'openPullRequests: [13]'));
    assert.equal(young.exitCode, 0, young.output);
    assert.match(young.output, /keep .*pull-12-merge: its newest record is not 3 days old/);
    const plan = await cleansUp(pipelineFor(workspace, 'openPullRequests: [13]', { ...NOW, planOnly: 'true' }));
    assert.equal(plan.exitCode, 0, plan.output);
    assert.match(plan.output, /remove table main\.default\.customers_pr12_churn_[0-9a-f]{8}$/m);
    assert.match(plan.output, /remove path \/Volumes\/main\/default\/scores\/pr12_/);
    const capped = await cleansUp(pipelineFor(workspace, 'openPullRequests: [13]', { ...NOW, maximumRemovals: '5' }));
    assert.equal(capped.exitCode, 1, capped.output);
    assert.match(capped.output, /The plan has 6 removals, and at most 5 are allowed: nothing was removed/);
    assert.deepEqual(await everything(workspace), before);

    const pipeline = pipelineFor(workspace, 'openPullRequests: [13]', NOW);
    const first = await cleansUp(pipeline);
    assert.equal(first.exitCode, 0, first.output);
    assert.match(first.output, /keep .*pull-13-merge: pull request 13 is open/);
    assert.match(first.output, /"planned": 6, "removed": 6/);
    assert.deepEqual(await everything(workspace), {
      folders: ['pull-13-merge'],
      tables: before.tables.filter((name) => !name.includes('_pr12_')),
      versions: ['2'],
      experiments: before.experiments.filter((name) => !name.includes('_pr12_')),
    });
    assert.equal((await call(workspace, `GET /api/2.0/fs/directories${volume}/${suffix}`)).status, 404);
    assert.equal((await call(workspace, `GET /api/2.0/fs/directories${volume}`)).status, 200);

    const second = await cleansUp(pipeline);
    assert.equal(second.exitCode, 0, second.output);
    assert.match(second.output, /"planned": 0, "removed": 0/);
  });

  it('keeps what is needed, reports a forged record, and removes the rest', async () => {
    const workspace = server().addWorkspace();
    const quick = async (number: string, training = QUICK): Promise<void> =>
      runPullRequest(workspace, { number, modelName: 'churn', training });
    await quick('12');
    await quick('14');
    await answered(workspace, 'POST /api/2.0/mlflow/databricks/model-versions/transition-stage', {
      name: 'churn_pr',
      version: '2',
      stage: 'Staging',
      archive_existing_versions: false,
    });
    await quick('16');
    const runId = await startsLongRun(workspace, '16');
    await quick('17');
    forges(workspace, '17', { kind: 'table', name: 'prod.ml.customers' });
    await quick('18', plainTraining(RUNNING_IN_OWN_EXPERIMENT));
    await quick('19');
    workspace.putFile(`${folderOf('19')}/.mlops-records/train-attempt1-cut.json`, '{"kind": "creation", "ver');
    workspace.putFile(`${folderOf('20')}/notes.txt`, 'by hand');

    const { exitCode, output } = await cleansUp(pipelineFor(workspace, 'openPullRequests: []', NOW));
    await answered(workspace, 'POST /api/2.1/jobs/runs/cancel', { run_id: runId });
    assert.equal(exitCode, 1, output);
    for (const line of [
      /remove .*pull-12-merge: pull request 12 is closed/,
      /keep .*pull-14-merge: version 2 of churn_pr is in Staging/,
      new RegExp(`keep .*pull-16-merge: run ${runId} is active`),
      /refuse .*pull-17-merge: .* names table prod\.ml\.customers, which is not of pull request 17 alone/,
      /keep .*pull-18-merge: MLflow run [0-9a-f]+ is active/,
      /refuse .*pull-19-merge: train-attempt1-cut\.json is not JSON/,
      /keep .*pull-20-merge: it has no records/,
    ]) {
      assert.match(output, line);
    }
    const folders = ['14', '16', '17', '18', '19', '20'].map((number) => `pull-${number}-merge`);
    assert.deepEqual(await namesIn(workspace, SHARED), ['mlops-clean-up', ...folders]);
  });

  it('removes nothing when the open pull requests are unknown or cannot be listed', async () => {
    const workspace = server().addWorkspace();
    await runPullRequest(workspace, { number: '12', modelName: 'churn', training: QUICK });
    const requests = workspace.requests.length;
    const unlisted = await cleansUp(pipelineFor(workspace, '', NOW));
    assert.equal(unlisted.exitCode, 1, unlisted.output);
    assert.match(unlisted.output, /The open pull requests could not be listed/);
    assert.equal(workspace.requests.length, requests);

    const elsewhere = await cleansUp(pipelineFor(workspace, '', NOW), { 'Build.Repository.ID': 'contoso/churn' });
    assert.equal(elsewhere.exitCode, 0, elsewhere.output);
    assert.match(elsewhere.output, /keep .*pull-12-merge: nobody knows whether pull request 12 is open/);
    const given = await cleansUp(pipelineFor(workspace, '', { ...NOW, openPullRequests: "'12, 15'" }), {
      'Build.Repository.ID': 'contoso/churn',
    });
    assert.match(given.output, /keep .*pull-12-merge: pull request 12 is open/);
    assert.deepEqual(await namesIn(workspace, folderOf('12')), [
      '.mlops-records',
      'deployment.json',
      'mlops.yml',
      'model_train',
    ]);
  });
});

/** A run that goes on after the step has found its version. */
const RUNNING_IN_OWN_EXPERIMENT = `with open(dbutils.widgets.get("mlops_config")) as file:
    held = json.load(file)
own = post("experiments/create", name=held["model"]["experiment"])["experiment_id"]
post("runs/create", experiment_id=own)
register("churn_pr")`;

/** A run of the folder's code that does not end by itself. */
async function startsLongRun(workspace: Workspace, number: string): Promise<string> {
  const path = `${folderOf(number)}/forever`;
  workspace.putNotebook(path, notebook('import time\ntime.sleep(600)'));
  const task = { task_key: 'forever', notebook_task: { notebook_path: `/Workspace${path}` } };
  const { run_id: runId } = await answered(workspace, 'POST /api/2.1/jobs/runs/submit', { tasks: [task] });
  return scalarText(runId);
}

/** Whoever may write into the folder can write a record with a right seal. */
function forges(workspace: Workspace, number: string, ...creates: readonly Created[]): string {
  const places = { organization: 'http://127.0.0.1:1/local/', project: 'ML', branch: `refs/pull/${number}/merge` };
  const repository = { ...FACTS.repository, name: 'churn' };
  const record = sealedCreation(
    {
      writtenAt: new Date().toISOString(),
      writtenBy: '0.1.0',
      run: pipelineRun({ ...FACTS, ...places, repository, pullRequest: number }),
      folder: `/Workspace${folderOf(number)}`,
      creates,
    },
    sha256Hex,
  );
  workspace.putFile(`${folderOf(number)}/.mlops-records/forged.json`, toJson(record));
  return record.folder;
}

/** A folder in a volume with rows of pull request 12. */
async function givesPath(workspace: Workspace): Promise<{ readonly folder: string; readonly suffix: string }> {
  const volume = { catalog_name: 'main', schema_name: 'default', name: 'scores', volume_type: 'MANAGED' };
  await answered(workspace, 'POST /api/2.1/unity-catalog/volumes', volume);
  const folder = '/Volumes/main/default/scores';
  const suffix = (await experimentsIn(workspace))
    .find((name) => name.includes('_pr12_'))
    ?.replace(/^.*_pr12_/, 'pr12_');
  assert.ok(suffix);
  const headers = { authorization: `Bearer ${workspace.token}` };
  for (const path of [`directories${folder}/${suffix}/day=1`, `files${folder}/${suffix}/day=1/part-0.parquet`]) {
    const { status } = await fetch(new URL(`/api/2.0/fs/${path}`, workspace.host), {
      method: 'PUT',
      headers,
      body: 'rows',
    });
    assert.equal(status, 204, path);
  }
  forges(workspace, '12', { kind: 'path', name: `${folder}/${suffix}` });
  return { folder, suffix };
}

interface Everything {
  readonly folders: readonly string[];
  readonly tables: readonly string[];
  readonly versions: readonly string[];
  readonly experiments: readonly string[];
}

async function everything(workspace: Workspace): Promise<Everything> {
  const tables = await answered(workspace, 'GET /api/2.1/unity-catalog/tables', {
    catalog_name: 'main',
    schema_name: 'default',
  });
  const versions = await answered(workspace, 'GET /api/2.1/unity-catalog/models/main.default.churn_pr/versions');
  return {
    folders: (await namesIn(workspace, SHARED)).filter((name) => name !== 'mlops-clean-up'),
    tables: textsIn(tables['tables'], 'name'),
    versions: textsIn(versions['model_versions'], 'version'),
    experiments: await experimentsIn(workspace),
  };
}

async function experimentsIn(workspace: Workspace): Promise<readonly string[]> {
  const found = await answered(workspace, 'POST /api/2.0/mlflow/experiments/search', { max_results: 100 });
  return textsIn(found['experiments'], 'name').filter((name) => name.includes('churn-training'));
}

function textsIn(list: Json | undefined, member: string): readonly string[] {
  const items = isJsonList(list) ? list : [];
  return items.map((item) => scalarText(isJsonObject(item) ? item[member] : '')).toSorted();
}
