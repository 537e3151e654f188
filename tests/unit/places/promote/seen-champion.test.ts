import assert from 'node:assert/strict';
import { sha256Hex } from '../../../../lib/core/node/hash';
import { CHAMPION_11, decided, held, nobody, SHA, textOf, type Case } from '../../../kit/places/decided';
import type { Story } from '../../../kit/places/evidence';

const seen = (more: object): Partial<Story> => ({
  comparison: { seen: { policySha256: sha256Hex('policy'), dataDigest: 'd4', champion: CHAMPION_11, ...more } },
});
const abroad = seen({
  champion: {
    name: 'churn',
    version: '7',
    digest: { record: 'r7' },
    registry: 'workspace',
    registryHome: 'https://adb-9.example',
  },
});

const CASES: readonly Case[] = [
  { what: 'evidence that looked at this place', story: seen({ place: 'alias:champion' }), is: 'promote from 11' },
  {
    what: 'evidence that looked at another place',
    story: seen({ place: 'alias:shadow' }),
    is: 'EVIDENCE_BROKEN: The comparison was made against the holder of alias:shadow',
  },
  {
    what: 'a champion of the old registry while nobody was champion here',
    story: abroad,
    state: nobody,
    is: 'promote from nobody',
  },
  {
    what: 'a champion of the old registry although somebody is champion here',
    story: abroad,
    state: held,
    is: 'EVIDENCE_STALE: The comparison was made against version 7 of churn in another registry, but version 11',
  },
  {
    what: 'a champion of the old registry although somebody was champion here',
    story: abroad,
    state: { ...nobody, receipt: { sha256: SHA, version: 9 } },
    is: 'EVIDENCE_STALE: The comparison was made against version 7 of churn in another registry, but version 9',
  },
  {
    what: 'a comparison that was a report only',
    story: { comparison: { mode: 'report' } },
    is: "EVIDENCE_MISSING: Version 14 of main.ml.churn was compared with 'mode: report'",
  },
];

describe('a promotion on a comparison that says what it looked at', () => {
  for (const each of CASES) {
    it(`${each.what}: ${each.is}`, () => assert.ok(textOf(decided(each)).startsWith(each.is), textOf(decided(each))));
  }
});
