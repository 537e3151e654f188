import assert from 'node:assert/strict';
import { join } from 'node:path';
import { verifyEvidence } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import { readPlace } from '../../../lib/places/place';
import { receiptTag } from '../../../lib/places/place-tags';
import { DIALECTS } from '../../kit/registry/registries';
import { ready, usePromotionFixtures, type PromotionFixture } from '../../kit/tasks/promote-fixture';
import { variants } from '../../kit/tier';

type Moment = 'before' | 'after';

/** Every request is gone through in one process; these are the worst of them on the built task. */
const DEATHS: readonly (readonly [at: 'switch' | 'last note', moment: Moment, leaves: number])[] = [
  ['switch', 'before', 1],
  ['switch', 'after', 2],
  ['last note', 'before', 2],
  ['last note', 'after', 2],
];

for (const under of variants(DIALECTS)) {
  describe(`MLflowPromoteModel with ${under.name}, killed`, function () {
    // Each step is its own process.
    this.timeout(60_000);
    const open = usePromotionFixtures();

    for (const [at, moment, leaves] of DEATHS) {
      it(`leaves one champion after SIGKILL ${moment} the answer of the ${at}, and the next run completes the rest`, async () => {
        const numbers = await numbersIn(await ready(await open(under)));
        const fixture = await ready(await open(under));
        const killed = await fixture.promote(
          { modelVersion: '2' },
          { pipelineOptions: { machine: death(numbers[at], moment) } },
        );
        assert.deepEqual([killed.result, killed.exitCode], ['Failed', 137], killed.log.join('\n'));
        assert.deepEqual(await fixture.holders(), [leaves]);

        const next = await fixture.promote({ modelVersion: '2' });
        assert.equal(next.result, 'Succeeded', next.log.join('\n'));
        assert.deepEqual(await fixture.holders(), [2]);
        const note = (await fixture.model.tags()).get(receiptTag(readPlace(fixture.target, 'target')));
        assert.match(note ?? '', / v2$/);
        const { breaks, versions } = verifyEvidence(evidenceFiles(fixture.evidence), sha256Hex);
        assert.deepEqual([...breaks, ...versions.flatMap((one) => one.breaks)], []);
      });
    }
  });
}

/** Which of the step's requests moves the place, and which one notes the receipt, counted from 0. */
async function numbersIn(fixture: PromotionFixture): Promise<Readonly<Record<'switch' | 'last note', number>>> {
  const before = fixture.requests.length;
  await fixture.promote({ modelVersion: '2' });
  const sent = fixture.requests.slice(before);
  const { method, path } = fixture.under.moving;
  return {
    switch: sent.findIndex((request) => request.method === method && request.path === path),
    'last note': sent.findLastIndex((request) => request.path.endsWith('/set-tag')),
  };
}

function death(at: number, moment: Moment): Readonly<Record<string, string>> {
  const NODE_OPTIONS = `--require=${join(__dirname, '../../kit/preloaded/kill-at-request.cjs')}`;
  return { NODE_OPTIONS, TEST_KILL_AT: String(at), TEST_KILL_MOMENT: moment };
}
