import assert from 'node:assert/strict';
import { readPlace } from '../../../lib/places/place';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import { runPromotion } from '../../kit/places/pipelines';
import { usePromotionRunFixtures } from '../../kit/places/promotion-run-fixture';
import type { RequestFault } from '../../kit/places/remembered-registry';
import { numbers, REGISTRIES } from '../../kit/registry/registries';

const FAULTS: readonly RequestFault[] = ['refused', 'throttled', 'unavailable', 'cutBefore', 'cutAfter'];
/** A step survives these by itself. */
const SURVIVED: ReadonlySet<RequestFault> = new Set(['throttled', 'unavailable', 'cutBefore', 'cutAfter']);
const closesOut = { target: 'closeOut' } as const;

describe('a close-out that is disturbed at one of its requests', function () {
  this.timeout(240_000);
  const open = usePromotionRunFixtures();

  for (const under of REGISTRIES) {
    it(`never touches the champion, and the next run completes it: ${under.name}`, async () => {
      const fixture = await open(under, 'a champion');
      const { model, endpoint } = fixture;
      const place = readPlace(under.kind === 'workspace' ? 'stage:Staging' : 'alias:challenger', 'target');
      const begin = async (): Promise<string> => {
        const { ours } = fixture.begin();
        await model.movePointer({ pointer: place.pointer, version: 2, others: 'keep' });
        return ours;
      };
      const undisturbed = await runPromotion(under, endpoint, { folder: await begin(), version: 2, inputs: closesOut });
      assert.equal(undisturbed.outcome, 'kept', undisturbed.what);
      let cases = 0;
      for (const [at] of undisturbed.requests.entries()) {
        for (const fault of FAULTS) {
          const folder = await begin();
          const said = `request ${at + 1} ${fault}`;
          const ours = await runPromotion(under, endpoint, {
            folder,
            version: 2,
            inputs: closesOut,
            intercept: (index, _, send) => send(index === at ? fault : undefined),
          });
          assert.ok(!SURVIVED.has(fault) || ours.outcome === 'kept', `${said}: ${ours.code} ${ours.what}`);
          assert.deepEqual(await fixture.holders(), [1], said);
          const next = await runPromotion(under, endpoint, { folder, version: 2, inputs: closesOut });
          assert.equal(next.outcome, 'kept', `${said}, then ${next.code} ${next.what}`);
          assert.deepEqual(numbers(await model.pointer(place.pointer)), [], said);
          assert.ok((await model.tags(2)).has(VERSION_TAGS.closedOut), said);
          cases += 1;
        }
      }
      assert.ok(cases >= 40, `${cases} cases`);
    });
  }
});
