import assert from 'node:assert/strict';
import type { Fault } from '../../../local/workspace/http/fault';
import { listAnswer, listing, versionsIn } from '../../kit/registry/answers';
import { REGISTRIES, useRegistryFixtures } from '../../kit/registry/registries';

describe('a list of versions', function () {
  // The first request waits for MLflow's server to start.
  this.timeout(60_000);
  const open = useRegistryFixtures();

  for (const under of REGISTRIES) {
    describe(`in ${under.name}`, () => {
      it('is read to its last page, an empty one in between included', async () => {
        const { model, addFault, endpoint, addVersion } = await open(under);
        await addVersion();
        const [version] = versionsIn(await listAnswer(under, endpoint));
        const page = (number: number, next: string): Fault => ({
          ...listing(under),
          status: 200,
          body: { model_versions: [{ ...version, version: String(number) }], next_page_token: next },
        });
        addFault(page(10, 'two'));
        addFault({ ...listing(under), status: 200, body: { next_page_token: 'three' } });
        addFault(page(9, 'four'));
        addFault(page(10, ''));
        assert.deepEqual(
          (await model.versions()).map(({ number }) => number),
          [9, 10],
        );
      });

      it('is refused when its pages never end', async () => {
        const { model, addFault } = await open(under);
        addFault({ ...listing(under), status: 200, body: { next_page_token: 'again' }, times: 1000 });
        await assert.rejects(model.versions(), { code: 'LIST_ENDLESS' });
      });
    });
  }
});
