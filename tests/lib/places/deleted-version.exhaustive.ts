import assert from 'node:assert/strict';
import { ApiError } from '../../../lib/databricks/api/api-error';
import { readPlace } from '../../../lib/places/place';
import { pointerText } from '../../../lib/registry/pointer';
import { evidenceOf, putEvidence, storyOf } from '../../kit/places/evidence';
import { runPromotion, type Interceptor, type RunResult } from '../../kit/places/pipelines';
import { restore } from '../../kit/places/promotion-run-fixture';
import { DIALECTS, numbers, useRegistryFixtures } from '../../kit/registry/registries';
import { useTemporaryFolders } from '../../kit/temporary-folders';

describe('a promotion whose version is deleted before one of its requests', function () {
  // Every request of some twenty promotions is answered by MLflow itself.
  this.timeout(240_000);
  const open = useRegistryFixtures();
  const newFolder = useTemporaryFolders();

  for (const under of DIALECTS) {
    it(`keeps the champion, or says that none is left, and the next run names what is missing: ${under.name}`, async () => {
      const registryFixture = await open(under);
      const { model, endpoint } = registryFixture;
      const folder = newFolder();
      const place = readPlace(pointerText(under.champion), 'target');
      for (let number = 1; number <= 3; number += 1) {
        await registryFixture.addVersion({ files: 'none' });
      }
      const problems: string[] = [];
      let isReached = true;
      for (let at = 0; isReached; at += 1) {
        isReached = false;
        await restore({ under, place, model, endpoint, holder: 1 });
        const { number: version } = await registryFixture.addVersion({ files: 'none' });
        putEvidence(folder, evidenceOf(await storyOf(registryFixture, version, 1)));
        let isRefused = false;
        const intercept: Interceptor = async (index, _, send) => {
          if (index === at) {
            isReached = true;
            isRefused = await model.deleteVersion(version).then(
              () => false,
              (error: unknown) => error instanceof ApiError,
            );
          }
          return send();
        };
        const last = await runPromotion(under, endpoint, { folder, version, intercept });
        const between = numbers(await model.pointer(place.pointer));
        const next = await runPromotion(under, endpoint, { folder, version });
        const said = isReached ? wrong({ version, isRefused, last, between, next }) : [];
        problems.push(...said.map((one) => `request ${at + 1}: ${one}`));
      }
      assert.deepEqual(problems, []);
    });
  }
});

interface Deleted {
  readonly version: number;
  /** Whether the registry does not let a version go that is in use. */
  readonly isRefused: boolean;
  readonly last: RunResult;
  readonly between: readonly number[];
  readonly next: RunResult;
}

function wrong({ version, isRefused, last, between, next }: Deleted): readonly string[] {
  if (isRefused) {
    return between.join() === String(version) && next.outcome === 'alreadyThere' ? [] : ['not deleted, and not there'];
  }
  const isGone = between.length === 0;
  const wasMoved = last.promoted === 'true' || /nobody holds it now/.test(last.what) || saysMoved(last);
  return [
    ...(between.length > 1 || between.includes(version) ? [`held by ${between.join(' and ')}`] : []),
    ...(isGone && !wasMoved ? [`nobody holds it: ${last.outcome} ${last.code} ${last.what}`] : []),
    ...(next.code === 'VERSION_NOT_FOUND' && next.fix !== ''
      ? []
      : [`next: ${next.outcome} ${next.code} ${next.what}`]),
  ];
}

function saysMoved({ lines }: RunResult): boolean {
  return /did not see the result|its receipt is not complete/.test(lines.join('\n'));
}
