import assert from 'node:assert/strict';
import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import {
  numbers,
  REGISTRIES,
  useRegistryFixtures,
  withChampion,
  type RegistryFixture,
} from '../../kit/registry/registries';
import { variants } from '../../kit/tier';
import { answered } from '../../kit/workspace/stand-in';

const MLFLOW = '/api/2.0/mlflow';
const UC = `${MLFLOW}/unity-catalog`;
const [catalog] = REGISTRIES;

describe('Unity Catalog', function () {
  // The first request waits for MLflow's server to start.
  this.timeout(60_000);
  const open = useRegistryFixtures();

  it('refuses to create a version, which is an upload', async () => {
    const { model } = await open(catalog);
    await assert.rejects(model.createVersion({ source: 'dbfs:/a' }), { code: 'REGISTRY_LIMITED' });
  });

  it('knows the deployment job of a model', async () => {
    const { model, endpoint } = await open(catalog);
    assert.deepEqual(await model.deploymentJob(), { kind: 'none' });
    const connected = { name: catalog.modelName, deployment_job_id: '77' };
    await answered(endpoint, 'PATCH /api/2.0/mlflow/unity-catalog/registered-models/update', connected);
    assert.deepEqual(await model.deploymentJob(), { kind: 'connected', jobId: '77' });
  });

  it('keeps names in lower case, however they are written', async () => {
    const { registry, addVersion } = await open(catalog);
    await addVersion({ files: 'none' });
    const loud = registry.model('Main.Default.CHURN');
    assert.equal(loud.name, catalog.modelName);
    assert.equal((await loud.versions()).length, 1);
  });

  for (const error of variants([
    { error_code: 'RESOURCE_DOES_NOT_EXIST', message: "Alias 'champion' does not exist." },
    { error_code: 'NOT_FOUND', message: 'Not there.' },
  ])) {
    it(`takes ${error.error_code} for a missing alias of an existing model`, async () => {
      const { model, addFault } = await open(catalog);
      addFault({ ...catalog.reading, status: 404, body: error });
      assert.deepEqual(await model.pointer(catalog.champion), { kind: 'absent' });
    });

    it(`does not take ${error.error_code} for absence of an alias that the model lists`, async () => {
      const { model, addFault } = await withChampion(await open(catalog), catalog);
      addFault({ ...catalog.reading, status: 404, body: error });
      await assert.rejects(model.pointer(catalog.champion), { code: 'REGISTRY_UNCLEAR' });
      assert.deepEqual(numbers(await model.pointer(catalog.champion)), [1]);
    });
  }

  it('finds the run of a version that names its logged model only', async () => {
    const { registry, model, endpoint, addVersion } = await open(catalog);
    const { runId } = await addVersion();
    const { experimentId } = await registry.runs.run(runId);
    const asked = { experiment_id: experimentId, name: 'model', source_run_id: runId };
    const { model: logged } = await answered(endpoint, `POST ${MLFLOW}/logged-models`, asked);
    const { info } = logged as { info: JsonObject };
    const source = `models:/${scalarText(info['model_id'])}`;
    await answered(endpoint, `POST ${UC}/model-versions/create`, { name: model.name, source });

    const version = await model.version(2);
    assert.deepEqual([version.runId, version.status], [undefined, 'PENDING']);
    assert.equal((await registry.lineage(version))?.run.id, runId);
    const found = await registry.versionsOfRun(runId, model.name);
    assert.deepEqual(
      found.map(({ number }) => number),
      [1, 2],
    );
  });

  describe('without the undocumented paths', () => {
    const gone = {
      status: 404,
      body: { error_code: 'ENDPOINT_NOT_FOUND', message: 'No API found' },
      times: 9,
    } as const;

    async function opened(path: string | RegExp): Promise<RegistryFixture & { readonly runId: string }> {
      const fixture = await open(catalog);
      const { runId } = await fixture.addVersion();
      fixture.addFault({ path, ...gone });
      return Object.assign(fixture, { runId });
    }

    it('refuses to take unread tags for none', async () => {
      const { model } = await opened(`${MLFLOW}/unity-catalog`);
      for (const ask of [() => model.tags(1), () => model.setTags({ a: 'b' }, 1), () => model.deleteTag('a')]) {
        await assert.rejects(ask(), { code: 'REGISTRY_LIMITED' });
      }
    });

    it('finds the versions of a run among those of the expected model', async () => {
      const { registry, runId } = await opened(`${MLFLOW}/unity-catalog`);
      const versions = await registry.versionsOfRun(runId, 'main.default.churn');
      assert.deepEqual(
        versions.map(({ number }) => number),
        [1],
      );
      assert.deepEqual(await registry.versionsOfRun('other', 'main.default.churn'), []);
    });

    it('says that it does not know the deployment job', async () => {
      const { model } = await opened(`${MLFLOW}/unity-catalog`);
      assert.deepEqual(await model.deploymentJob(), { kind: 'unknown' });
    });

    it('has a digest of the record alone, and says why', async () => {
      const { model } = await opened('/api/2.0/fs/directories');
      const { record, files, whyNoFiles } = await model.digest(await model.version(1));
      assert.match(record, /^[0-9a-f]{64}$/);
      assert.equal(files, undefined);
      assert.match(whyNoFiles ?? '', /404 ENDPOINT_NOT_FOUND/);
    });
  });
});
