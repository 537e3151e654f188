import assert from 'node:assert/strict';
import type { Pointer } from '../../../lib/registry/pointer';
import { REGISTRIES, type RegistryUnderTest } from '../registry/registries';
import { casesOf, runCase } from './enumeration';
import { problemsOf } from './judgement';
import { usePromotionRunFixtures } from './promotion-run-fixture';

/** Fewer would mean that requests or events were left out; six times these make 1,440. */
const LEAST_CASES = 240;

/** Each event at each request of a promotion, in the registries that have this kind of pointer. */
export function enumeratePromotions(pointers: Pointer['type']): void {
  describe(`a promotion that is disturbed at one of its requests, with ${pointers === 'alias' ? 'aliases' : 'stages'}`, function () {
    // Two hundred cases, each of them two or three whole promotions.
    this.timeout(240_000);
    const open = usePromotionRunFixtures();

    for (const under of REGISTRIES.filter(({ champion }) => champion.type === pointers)) {
      for (const beginning of beginningsIn(under)) {
        const title = `leaves one champion, tells the truth and is healed by the next run: ${under.name}, ${beginning} before`;
        it(title, async function () {
          const fixture = await open(under, beginning);
          const cases = await casesOf(fixture);
          const problems: string[] = [];
          for (const each of cases) {
            const said = await problemsOf(await runCase(fixture, each), each, fixture);
            problems.push(...said.map((one) => `request ${each.at + 1} ${each.event}: ${one}`));
          }
          assert.deepEqual(problems, []);
          assert.ok(cases.length >= LEAST_CASES, `${cases.length} cases`);
          process.stdout.write(`${cases.length} cases: ${under.name}, ${beginning} before\n`);
        });
      }
    }
  });
}

/** All registries with aliases report former holders in the same way, and so do all with stages. */
function beginningsIn({ kind }: RegistryUnderTest): readonly ('a champion' | 'nobody')[] {
  return kind === 'mlflow' ? ['a champion'] : ['a champion', 'nobody'];
}
