import assert from 'node:assert/strict';
import { ApiError } from '../../../lib/databricks/api/api-error';
import { NetworkError } from '../../../lib/http/network-error';
import {
  REGISTRIES,
  useRegistryFixtures,
  type RegistryFixture,
  type RegistryUnderTest,
} from '../../kit/registry/registries';
import { variants } from '../../kit/tier';

/** What is created without a token must not be created twice, nor be reported as missing. */
describe('creating in a registry on a bad day', function () {
  // The first request waits for MLflow's server to start.
  this.timeout(60_000);
  const open = useRegistryFixtures();

  async function openWithVersion(under: RegistryUnderTest): Promise<RegistryFixture> {
    const fixture = await open(under);
    await fixture.addVersion({ files: 'none' });
    return fixture;
  }

  for (const under of variants(REGISTRIES)) {
    it(`makes a model of ${under.name} once although the answer is lost`, async () => {
      const { registry, addFault } = await open(under);
      const other = registry.model(under.modelName.replace('churn', 'other'));
      addFault({ method: 'POST', reset: true, after: true });
      assert.equal(await other.create('d'), 'alreadyThere');
      assert.equal(await other.exists(), true);
    });

    it(`fails when a request for a model of ${under.name} never arrives`, async () => {
      const { registry, addFault } = await open(under);
      const other = registry.model(under.modelName.replace('churn', 'other'));
      addFault({ method: 'POST', reset: true });
      await assert.rejects(other.create('d'), (error: unknown) => error instanceof NetworkError);
      assert.equal(await other.exists(), false);
    });
  }

  for (const under of variants(REGISTRIES.filter(({ champion }) => champion.type === 'stage'))) {
    describe(`a version in ${under.name}`, () => {
      const creating = { method: 'POST', path: '/api/2.0/mlflow/model-versions/create' };

      for (const [name, fault] of variants([
        ['cut off', { reset: true }],
        ['unavailable', { status: 503 }],
      ] as const)) {
        it(`makes one although the answer is lost and it is ${name} then`, async () => {
          const { model, addFault } = await openWithVersion(under);
          const { source, runId } = await model.version(1);
          addFault({ ...creating, ...fault, after: true });
          assert.equal((await model.createVersion({ source, runId })).number, 2);
          assert.equal((await model.versions()).length, 2);
        });

        it(`fails without making one when the request never arrives because it is ${name}`, async () => {
          const { model, addFault } = await openWithVersion(under);
          const { source, runId } = await model.version(1);
          addFault({ ...creating, ...fault });
          await assert.rejects(
            model.createVersion({ source, runId }),
            (error: unknown) => error instanceof NetworkError || error instanceof ApiError,
          );
          assert.equal((await model.versions()).length, 1);
        });
      }
    });
  }
});
