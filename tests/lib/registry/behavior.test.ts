import assert from 'node:assert/strict';
import type { ModelVersion } from '../../../lib/mlflow/version';
import { readPointer } from '../../../lib/registry/pointer';
import { loggedModel } from '../../kit/registry/logged-model';
import { ML_MODEL, numbers, REGISTRIES, useRegistryFixtures } from '../../kit/registry/registries';
import { variants } from '../../kit/tier';

describe('a registry', function () {
  // The first request waits for MLflow's server to start.
  this.timeout(60_000);
  const open = useRegistryFixtures();

  for (const under of variants(REGISTRIES)) {
    describe(`that is ${under.name}`, () => {
      const { champion } = under;

      it('creates a model once and says when it was there', async () => {
        const { model, registry } = await open(under);
        assert.equal(await model.create('again'), 'alreadyThere');
        assert.equal(await model.exists(), true);
        assert.equal((await model.facts()).description, 'who leaves');
        assert.equal(await registry.model(under.modelName.replace('churn', 'other')).exists(), false);
      });

      it('lists no versions of a new model, and all versions of an older one by number', async () => {
        const { model, addVersion } = await open(under);
        assert.deepEqual(await model.versions(), []);
        for (const _ of [1, 2, 3]) {
          await addVersion();
        }
        await model.describe('touched last', 1);
        assert.deepEqual(
          (await model.versions()).map(({ number }) => number),
          [1, 2, 3],
        );
      });

      it('describes a version and its origin', async () => {
        const { model, addVersion } = await open(under);
        const { number, runId } = await addVersion();
        await model.describe('the first', number);
        const version = await model.version(number);
        const { status, description, createdAt, source, ...rest } = version;
        assert.deepEqual([rest.number, rest.model, rest.runId], [1, under.modelName, runId]);
        assert.deepEqual([status, description], ['READY', 'the first']);
        assert.match(source, new RegExp(`${runId}/artifacts/model$`));
        assert.ok(Math.abs(createdAt - Date.now()) < 60_000, String(createdAt));
      });

      it('moves a pointer from nobody to one version and on to another', async () => {
        const { model, addVersion } = await open(under);
        assert.deepEqual(await model.pointer(champion), { kind: 'absent' });
        for (const version of [(await addVersion()).number, (await addVersion()).number]) {
          await model.movePointer({ pointer: champion, version, others: 'archive' });
          assert.deepEqual(numbers(await model.pointer(champion)), [version]);
        }
      });

      it('clears a pointer from the version that has it, and from no other', async () => {
        const { model, addVersion } = await open(under);
        const { number } = await addVersion();
        await addVersion();
        await model.movePointer({ pointer: champion, version: number, others: 'archive' });
        assert.equal(await model.clearPointer({ pointer: champion, version: 2 }), 'notThere');
        assert.deepEqual(numbers(await model.pointer(champion)), [number]);
        assert.equal(await model.clearPointer({ pointer: champion, version: number }), 'cleared');
        assert.deepEqual(await model.pointer(champion), { kind: 'absent' });
        assert.equal(await model.clearPointer({ pointer: champion, version: number }), 'notThere');
      });

      it('keeps tags of model and version apart, whatever their keys and values', async () => {
        const { model, addVersion } = await open(under);
        const { number } = await addVersion();
        const tags = { 'mlops.commit': 'f00', 'a/b: c=d,e-f': ' Größe 😀 ', _x002E_: '', '.': '\n' };
        await model.setTags(tags, number);
        await model.setTags({ 'mlops.commit': 'other' });
        assert.deepEqual(Object.fromEntries(await model.tags(number)), tags);
        assert.deepEqual(Object.fromEntries(await model.tags()), { 'mlops.commit': 'other' });
        await model.deleteTag('a/b: c=d,e-f', number);
        await model.deleteTag('never there', number);
        assert.deepEqual([...(await model.tags(number)).keys()].toSorted(), ['.', '_x002E_', 'mlops.commit']);
      });

      it('has a digest that only other files or another version change', async () => {
        const { model, addVersion } = await open(under);
        const digests = [];
        for (const data of ['weights', 'weights', 'other weights']) {
          digests.push(await model.digest(await model.version((await addVersion({ data })).number)));
        }
        const [first, copy, other] = digests;
        assert.match(first?.files ?? '', /^[0-9a-f]{64}$/, first?.whyNoFiles);
        assert.equal(copy?.files, first?.files);
        assert.notEqual(copy?.record, first?.record);
        assert.notEqual(other?.files, first?.files);
        assert.deepEqual(await model.digest(await model.version(1)), first);
      });

      it('reads the signature from the files of a version', async () => {
        const { model, addVersion } = await open(under);
        const signature = `signature:\n  inputs: '[{"name": "age", "type": "long", "required": true}]'\n  outputs: '[{"type": "double"}]'\n`;
        const { number } = await addVersion({ mlModel: `${ML_MODEL}${signature}` });
        const { flavors, signature: read } = await model.mlModel(await model.version(number));
        assert.deepEqual(flavors, ['python_function']);
        assert.deepEqual(read, {
          inputs: [{ name: 'age', type: 'long', required: true }],
          outputs: [{ name: undefined, type: 'double', required: true }],
        });
      });

      it('says that a version has no MLmodel file, and still tells it from others', async () => {
        const { model, addVersion } = await open(under);
        const { number } = await addVersion({ files: 'none' });
        const version = await model.version(number);
        await assert.rejects(model.mlModel(version), {
          code: 'MODEL_FILES_UNREAD',
          message: `The file MLmodel of version 1 of ${under.modelName} is not there.`,
        });
        const { files, whyNoFiles, record } = await model.digest(version);
        assert.equal(files, undefined);
        assert.ok(whyNoFiles);
        assert.match(record, /^[0-9a-f]{64}$/);
      });

      it('says where it is and why it was chosen', async () => {
        const { registry } = await open(under);
        const { origin } = new URL(registry.address);
        assert.match(registry.describe(), new RegExp(`at ${origin}, because the test says so$`));
        assert.equal(registry.kind, under.kind);
      });

      it('leads from a job run over MLflow runs to versions, and back', async () => {
        const { model, registry, addVersion } = await open(under);
        const jobTags = (jobRunId: string) => ({
          'mlflow.databricks.jobID': '7',
          'mlflow.databricks.jobRunID': jobRunId,
          'mlflow.source.git.commit': 'f00',
        });
        await addVersion({ runTags: jobTags('811') });
        const ours = await addVersion({ runTags: jobTags('812') });
        const runs = await registry.runs.tagged('mlflow.databricks.jobRunID', '812');
        assert.deepEqual(
          runs.map(({ id }) => id),
          [ours.runId],
        );
        const versions: readonly ModelVersion[] = await registry.versionsOfRun(ours.runId, under.modelName);
        assert.deepEqual(
          versions.map((version) => [version.model, version.number]),
          [[under.modelName, ours.number]],
        );
        const lineage = await registry.lineage(await model.version(ours.number));
        assert.deepEqual([lineage?.jobId, lineage?.jobRunId, lineage?.commit], ['7', '812', 'f00']);
        await registry.runs.setTag(ours.runId, 'mlops.pipeline', '5');
        assert.equal((await registry.runs.run(ours.runId)).tags.get('mlops.pipeline'), '5');
      });

      it('lists the existing versions if one is missing, and similar names if the model is', async () => {
        const { model, registry, addVersion } = await open(under);
        const { number } = await addVersion();
        const missing = { code: 'VERSION_NOT_FOUND', fix: `It has ${number}.` };
        await assert.rejects(model.version(9), missing);
        await assert.rejects(model.movePointer({ pointer: champion, version: 9, others: 'archive' }), missing);
        await assert.rejects(model.setTags({ a: 'b' }, 9), missing);
        const mistyped = registry.model(under.modelName.replace('churn', 'chrun'));
        const nearest = { code: 'MODEL_NOT_FOUND', fix: `Set 'modelName' to one of: ${under.modelName}.` };
        for (const ask of [
          () => mistyped.facts(),
          () => mistyped.versions(),
          () => mistyped.version(1),
          () => mistyped.pointer(champion),
          () => mistyped.movePointer({ pointer: champion, version: 1, others: 'archive' }),
          () => mistyped.tags(),
          () => mistyped.describe('d'),
        ]) {
          await assert.rejects(ask(), nearest);
        }
      });
    });
  }

  for (const under of REGISTRIES.filter(({ champion }) => champion.type === 'stage')) {
    it(`lists every version in a stage of ${under.name}`, async () => {
      const { model, addVersion } = await open(under);
      for (const version of [(await addVersion()).number, (await addVersion()).number]) {
        await model.movePointer({ pointer: under.champion, version, others: 'keep' });
      }
      assert.deepEqual(numbers(await model.pointer(under.champion)), [1, 2]);
      assert.deepEqual(await model.pointer(readPointer('stage:Staging', 'target')), { kind: 'absent' });
    });

    it(`reads the files of a logged model that is registered in ${under.name}`, async () => {
      const { registry, model, endpoint, addVersion } = await open(under);
      const { runId } = await addVersion();
      const source = await loggedModel(endpoint, await registry.runs.run(runId));
      const { number, modelId } = await model.createVersion(source);
      assert.equal(modelId, source.modelId);
      const { files, whyNoFiles } = await model.digest(await model.version(number));
      assert.ok(files, whyNoFiles);
      assert.deepEqual((await model.mlModel(await model.version(number))).flavors, ['python_function']);
    });

    it(`creates a version by request in ${under.name}`, async () => {
      const { model, addVersion } = await open(under);
      const { source, runId } = await model.version((await addVersion()).number);
      const created = await model.createVersion({ source, runId, description: 'again' });
      assert.deepEqual([created.number, created.source, created.description], [2, source, 'again']);
    });
  }

  for (const under of REGISTRIES.filter(({ champion }) => champion.type === 'alias')) {
    it(`refuses an alias of ${under.name} that differs only in case from an existing one`, async () => {
      const { model, addVersion } = await open(under);
      const { number } = await addVersion();
      await model.movePointer({ pointer: under.champion, version: number, others: 'archive' });
      const loud = readPointer('alias:Champion', 'target');
      const refused = { code: 'POINTER_REFUSED', fix: 'Write alias:champion, or remove that alias from the model.' };
      await assert.rejects(model.pointer(loud), refused);
      await assert.rejects(model.movePointer({ pointer: loud, version: number, others: 'archive' }), refused);
    });
  }
});
