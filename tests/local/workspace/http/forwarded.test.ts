import assert from 'node:assert/strict';
import { scalarText, type JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { answered, call, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const ROOT = '/api/2.0/mlflow';
const TRACES = '/api/3.0/mlflow/traces';

describe('what MLflow keeps for a workspace', function () {
  // The first request waits for MLflow's server to start.
  this.timeout(60_000);
  const addWorkspace = useWorkspaceServer();
  let workspace: Workspace;
  before(() => {
    workspace = addWorkspace();
  });

  const post = (path: string, fields: JsonObject) => answered(workspace, `POST ${ROOT}/${path}`, fields);
  const get = (path: string, fields: JsonObject = {}) => answered(workspace, `GET ${ROOT}/${path}`, fields);
  const remove = (path: string, fields: JsonObject = {}) => answered(workspace, `DELETE ${ROOT}/${path}`, fields);
  const patch = (path: string, fields: JsonObject) => answered(workspace, `PATCH ${ROOT}/${path}`, fields);

  const experimentCalled = async (name: string) =>
    scalarText((await post('experiments/create', { name }))['experiment_id']);
  const shownRun = async (run: JsonObject) =>
    (await get('runs/get', run))['run'] as Record<'info' | 'data', JsonObject>;

  async function newRun(experiment: string): Promise<JsonObject> {
    const { run } = await post('runs/create', { experiment_id: await experimentCalled(experiment) });
    return { run_id: (run as { info: JsonObject }).info['run_id'] };
  }

  it('is an experiment that is renamed, tagged, deleted and brought back', async () => {
    const experiment = { experiment_id: await experimentCalled('/Shared/first') };
    await post('experiments/update', { ...experiment, new_name: '/Shared/renamed' });
    await post('experiments/set-experiment-tag', { ...experiment, key: 'team', value: 'churn' });
    await post('experiments/delete', experiment);
    const deleted = (await get('experiments/get', experiment))['experiment'] as JsonObject;
    await post('experiments/restore', experiment);
    const restored = (await get('experiments/get', experiment))['experiment'] as JsonObject;
    assert.deepEqual([deleted['lifecycle_stage'], restored['lifecycle_stage']], ['deleted', 'active']);
    assert.equal(restored['name'], '/Shared/renamed');
    assert.deepEqual(restored['tags'], [{ key: 'team', value: 'churn' }]);
  });

  it('is a run with everything that is logged to it in parts', async () => {
    const run = await newRun('/Shared/pieces');
    await post('runs/log-parameter', { ...run, key: 'depth', value: '3' });
    await post('runs/set-tag', { ...run, key: 'kept', value: 'yes' });
    await post('runs/set-tag', { ...run, key: 'dropped', value: 'yes' });
    await post('runs/delete-tag', { ...run, key: 'dropped' });
    const dataset = { name: 'rows', digest: 'd', source_type: 'code', source: '{}' };
    await post('runs/log-inputs', { ...run, datasets: [{ dataset }] });
    await post('runs/log-model', { ...run, model_json: LOGGED_MODEL });
    const { data } = await shownRun(run);
    assert.deepEqual(data['params'], [{ key: 'depth', value: '3' }]);
    const tags = new Set((data['tags'] as readonly JsonObject[]).map(({ key }) => key));
    assert.deepEqual([tags.has('kept'), tags.has('dropped')], [true, false]);

    await post('runs/delete', run);
    assert.equal((await shownRun(run)).info['lifecycle_stage'], 'deleted');
    await post('runs/restore', run);
    assert.equal((await shownRun(run)).info['lifecycle_stage'], 'active');
  });

  it('is a logged model that is changed by its address alone', async () => {
    const { model } = await post('logged-models', {
      experiment_id: await experimentCalled('/Shared/models'),
      name: 'm',
    });
    const id = scalarText((model as { info: JsonObject }).info['model_id']);
    const path = `logged-models/${id}`;
    await post(`${path}/params`, { params: [{ key: 'depth', value: '3' }] });
    await patch(`${path}/tags`, { tags: [{ key: 'kept', value: 'no' }] });
    await remove(`${path}/tags/kept`);
    await patch(path, { status: 'LOGGED_MODEL_READY' });
    const { info, data } = (await get(path))['model'] as Record<'info' | 'data', JsonObject>;
    assert.deepEqual([info['status'], info['tags'] ?? []], ['LOGGED_MODEL_READY', []]);
    assert.deepEqual(data['params'], [{ key: 'depth', value: '3' }]);
    assert.deepEqual((await get(`${path}/artifacts/directories`))['files'] ?? [], []);

    for (const purpose of ['upload', 'download']) {
      const signed = await post(`${path}/artifacts/credentials-for-${purpose}`, { paths: ['MLmodel'] });
      assert.equal((signed['credentials'] as readonly JsonObject[]).length, 1);
    }
    await remove(path);
    assert.equal((await call(workspace, `GET ${ROOT}/${path}`)).status, 404);
  });

  it('is the logged model that the address names, whatever the body says', async () => {
    const experiment_id = await experimentCalled('/Shared/addressed');
    const created = async (name: string) => {
      const { model } = await post('logged-models', { experiment_id, name });
      return scalarText((model as { info: JsonObject }).info['model_id']);
    };
    const [addressed, other] = [await created('addressed'), await created('other')];
    await patch(`logged-models/${addressed}`, { model_id: other, status: 'LOGGED_MODEL_READY' });
    const statusOf = async (id: string) => {
      const { model } = await get(`logged-models/${id}`);
      return (model as { info: JsonObject }).info['status'];
    };
    assert.deepEqual(
      [await statusOf(addressed), await statusOf(other)],
      ['LOGGED_MODEL_READY', 'LOGGED_MODEL_PENDING'],
    );
  });

  it('is a model of the registry whose tags and versions come and go', async () => {
    const model = { name: 'churn' };
    const version = { ...model, version: '1' };
    await post('registered-models/create', model);
    await post('model-versions/create', { ...model, source: 'dbfs:/models/churn' });
    await patch('registered-models/update', { ...model, description: 'who leaves' });
    await post('registered-models/set-tag', { ...model, key: 'k', value: 'v' });
    await remove('registered-models/delete-tag', { ...model, key: 'k' });
    await post('model-versions/set-tag', { ...version, key: 'k', value: 'v' });
    await remove('model-versions/delete-tag', { ...version, key: 'k' });
    const { registered_model: shown } = await get('registered-models/get', model);
    const { description, tags = [] } = shown as JsonObject;
    assert.deepEqual([description, tags], ['who leaves', []]);
    assert.equal((await get('model-versions/get-download-uri', version))['artifact_uri'], 'dbfs:/models/churn');
    await remove('model-versions/delete', version);
    assert.equal((await call(workspace, `GET ${ROOT}/model-versions/get`, version)).status, 404);
  });

  it('is a model of the catalog that is deleted version by version', async () => {
    const model = { name: 'main.default.churn' };
    const version = { ...model, version: '1' };
    await post('unity-catalog/registered-models/create', model);
    await post('unity-catalog/model-versions/create', { ...model, source: 'dbfs:/models/churn' });
    await remove('unity-catalog/model-versions/delete', version);
    assert.equal((await call(workspace, `GET ${ROOT}/unity-catalog/model-versions/get`, version)).status, 404);
    await remove('unity-catalog/registered-models/delete', model);
    assert.equal((await call(workspace, `GET ${ROOT}/unity-catalog/registered-models/get`, model)).status, 404);
  });

  it('is a trace that is tagged and found', async () => {
    const experiment = await experimentCalled('/Shared/traces');
    const location = { type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: experiment } };
    const info = {
      trace_id: 'tr-0123456789abcdef0123456789abcdef',
      trace_location: location,
      request_time: '2026-01-01T00:00:00Z',
      state: 'OK',
      // What MLflow calls its own part of an experiment is the user's here.
      tags: { workspace: 'north' },
    };
    await answered(workspace, `POST ${TRACES}`, { trace: { trace_info: info } });
    await answered(workspace, `PATCH ${TRACES}/${info.trace_id}/tags`, { key: 'team', value: 'churn' });
    const { trace } = await answered(workspace, `GET ${TRACES}/${info.trace_id}`);
    const { trace_info: shown } = trace as { trace_info: JsonObject };
    const { team, workspace: tagged } = shown['tags'] as JsonObject;
    assert.deepEqual([team, tagged], ['churn', 'north']);
    const { traces } = await answered(workspace, `POST ${TRACES}/search`, { locations: [location] });
    assert.equal((traces as readonly JsonObject[])[0]?.['trace_id'], info.trace_id);
  });
});

const LOGGED_MODEL = JSON.stringify({
  run_id: '0',
  artifact_path: 'model',
  utc_time_created: '2026-01-01 00:00:00.000000',
  flavors: { python_function: { loader_module: 'm' } },
});
