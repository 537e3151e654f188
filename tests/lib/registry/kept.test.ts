import assert from 'node:assert/strict';
import { DIALECTS, useRegistryFixtures } from '../../kit/registry/registries';
import { exhaustively, variants } from '../../kit/tier';
import { answered } from '../../kit/workspace/stand-in';

/** Says that it is done, and does nothing. */
const BELIEVED = { status: 200, body: {} } as const;
const ROOT = '/api/2.0/mlflow';
const DESCRIBING = { method: 'PATCH', path: /\/model-versions\/update$|\/versions\/\d+$/, ...BELIEVED } as const;

for (const under of variants(DIALECTS)) {
  describe(`What is written to ${under.name}`, function () {
    // The first request waits for MLflow's server to start.
    this.timeout(60_000);
    const open = useRegistryFixtures();
    const reading = `${ROOT}${under.kind === 'unityCatalog' ? '/unity-catalog' : ''}/registered-models/get`;

    it('counts when it is seen, although the first reads still show what was there before', async () => {
      const { model, endpoint, clock, addFault } = await open(under);
      await model.setTags({ stage: 'old' });
      const body = await answered(endpoint, `GET ${reading}`, { name: under.modelName });
      addFault({ method: 'GET', path: reading, status: 200, body, skip: 1, times: 2 });
      await model.setTags({ stage: 'new' });
      assert.deepEqual(clock.slept, [250, 500]);
      assert.equal((await model.tags()).get('stage'), 'new');
    });

    it('is an error when the answer was not true, for a tag of the model or of a version', async () => {
      const { model, addVersion, addFault } = await open(under);
      const { number } = await addVersion({ files: 'none' });
      for (const version of [undefined, number]) {
        await model.setTags({ stage: 'old' }, version);
        addFault({ method: 'POST', path: /\/set-tag$/, skip: 1, ...BELIEVED });
        await assert.rejects(model.setTags({ 'an.other': 'one', stage: 'new' }, version), {
          code: 'WRITE_NOT_KEPT',
          message: `The tag 'stage' of ${version === undefined ? 'the model' : `version ${version} of`} ${under.modelName} was set to 'new', and the registry shows 'old': the write had no effect, or somebody else wrote at the same time.`,
        });
      }
    });

    exhaustively('is an error when the answer was not true, for a description', async () => {
      const { model, addVersion, addFault } = await open(under);
      const { number } = await addVersion({ files: 'none' });
      addFault(DESCRIBING);
      await assert.rejects(model.describe('Churn,\r\n**weekly** ', number), {
        code: 'WRITE_NOT_KEPT',
        message:
          /^The description of version 1 of \S+ was set to 'Churn,\\n\*\*weekly\*\*', and the registry shows nothing: /,
      });
      await model.describe('Churn,\r\n**weekly** ', number);
    });

    exhaustively('is an error when the answer was not true, for a tag of an MLflow run', async () => {
      const { registry, addVersion, addFault } = await open(under);
      const { runId } = await addVersion({ files: 'none' });
      addFault({ method: 'POST', path: `${ROOT}/runs/set-tag`, ...BELIEVED });
      await assert.rejects(registry.setRunTags(runId, { mlops_commit: 'c0ffee' }), { code: 'WRITE_NOT_KEPT' });
      await registry.setRunTags(runId, { mlops_commit: 'c0ffee' });
      assert.equal((await registry.runs.run(runId)).tags.get('mlops_commit'), 'c0ffee');
    });
  });
}
