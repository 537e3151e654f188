import assert from 'node:assert/strict';
import { sha256Hex } from '../../../../lib/core/node/hash';
import { readPlace } from '../../../../lib/places/place';
import { decideRollback, type Decision, type Situation } from '../../../../lib/places/roll-back/decide';

const OLD = sha256Hex('an older receipt');
const LAST = sha256Hex('the last receipt');

/** Version 12 took alias:champion from version 11, and a receipt says so. */
const PROMOTED: Situation = {
  model: 'churn',
  place: readPlace('alias:champion', 'target'),
  occupants: [12],
  receipt: { sha256: LAST, version: 12 },
  previous: 11,
  begun: undefined,
};

interface Case {
  readonly when: string;
  readonly world: Partial<Situation>;
  readonly toVersion?: number;
  /** What happens, with both versions; the code and a part of the sentence of a refusal. */
  readonly is: string | readonly [code: string, says: string];
}

const given = { from: 12, to: 11 };

const CASES: readonly Case[] = [
  { when: 'a promotion replaced version 11', world: {}, is: 'rollBack 12 to 11' },
  { when: 'an older version is named', world: {}, toVersion: 7, is: 'rollBack 12 to 7' },
  {
    when: 'an earlier attempt noted it and did not move the place',
    world: { begun: { ...given, after: LAST } },
    is: 'rollBack 12 to 11',
  },
  {
    when: 'an earlier attempt moved the place and left no receipt',
    world: { occupants: [11], begun: { ...given, after: LAST } },
    is: 'complete 12 to 11',
  },
  {
    when: 'the same happened where there had been no receipt',
    world: { occupants: [11], receipt: undefined, begun: { ...given, after: undefined } },
    is: 'complete 12 to 11',
  },
  {
    when: 'it was rolled back',
    world: { occupants: [11], receipt: { sha256: LAST, version: 11 }, begun: { ...given, after: OLD } },
    is: 'alreadyDone 12 to 11',
  },
  {
    when: 'it was rolled back, another was promoted, and somebody moved the place by hand',
    world: { occupants: [11], receipt: { sha256: LAST, version: 13 }, begun: { ...given, after: OLD } },
    is: ['NOTHING_TO_ROLL_BACK', 'the last receipt is of version 13: somebody moved the place by hand since then'],
  },
  {
    when: 'somebody moved the place by hand',
    world: { occupants: [11] },
    is: ['NOTHING_TO_ROLL_BACK', 'the last receipt is of version 12: somebody moved the place by hand since then'],
  },
  {
    when: 'a promotion ended before the switch',
    world: { occupants: [11], receipt: { sha256: LAST, version: 11 } },
    is: ['NOTHING_TO_ROLL_BACK', 'the promotion after it did not come to its end'],
  },
  {
    when: 'the version that holds the place is named',
    world: {},
    toVersion: 12,
    is: ['NOTHING_TO_ROLL_BACK', 'no rollback led there'],
  },
  {
    when: 'another rollback is wanted than the one that was done',
    world: { occupants: [11], receipt: { sha256: LAST, version: 11 }, begun: { ...given, after: OLD } },
    toVersion: 10,
    is: 'rollBack 11 to 10',
  },
  { when: 'a newer version is named', world: {}, toVersion: 13, is: ['NOT_A_ROLLBACK', 'version 12 holds'] },
  {
    when: 'the recorded previous version is newer',
    world: { occupants: [11], receipt: { sha256: LAST, version: 11 }, previous: 12 },
    is: 'rollBack 11 to 12',
  },
  {
    when: 'nobody holds it',
    world: { occupants: [] },
    is: ['CHAMPION_DISAPPEARED', 'the last one known is version 12'],
  },
  {
    when: 'nobody holds it, and a version is named',
    world: { occupants: [] },
    toVersion: 12,
    is: 'rollBack nobody to 12',
  },
  {
    when: 'nobody holds it, and a newer version is named',
    world: { occupants: [] },
    toVersion: 13,
    is: ['NOT_A_ROLLBACK', 'version 12 held'],
  },
  {
    when: 'nobody ever held it, and a version is named',
    world: { occupants: [], receipt: undefined, previous: undefined },
    toVersion: 1,
    is: ['NOT_A_ROLLBACK', 'nobody is known to have held'],
  },
  {
    when: 'nothing is recorded',
    world: { previous: undefined },
    is: ['PREVIOUS_UNKNOWN', 'no record of the version before'],
  },
  { when: 'two versions hold it', world: { occupants: [11, 12] }, is: ['PLACE_CONTESTED', '(11, 12)'] },
];

function brief(decision: Decision): string {
  return decision.kind === 'refuse'
    ? decision.refusal.code
    : `${decision.kind} ${decision.from ?? 'nobody'} to ${decision.to}`;
}

describe('the decision of a rollback', () => {
  for (const { when, world, toVersion, is } of CASES) {
    const [what, says = ''] = [is].flat();
    it(`is ${what ?? ''} when ${when}`, () => {
      const decision = decideRollback({ ...PROMOTED, ...world }, toVersion);
      assert.equal(brief(decision), what);
      assert.ok(decision.kind !== 'refuse' || decision.refusal.what.includes(says), JSON.stringify(decision));
    });
  }
});
