import assert from 'node:assert/strict';
import { sha256Hex } from '../../../../lib/core/node/hash';
import { readPlace } from '../../../../lib/places/place';
import { decideRollback, type Decision, type RollbackFacts } from '../../../../lib/places/roll-back/decide';

const OLD = sha256Hex('an older receipt');
const LAST = sha256Hex('the last receipt');

/** Version 12 took alias:champion from version 11, and a receipt says so. */
const PROMOTED: RollbackFacts = {
  model: 'churn',
  place: readPlace('alias:champion', 'target'),
  holders: [12],
  receipt: { sha256: LAST, version: 12 },
  previous: 11,
  mark: undefined,
};

interface Case {
  readonly when: string;
  readonly state: Partial<RollbackFacts>;
  readonly toVersion?: number;
  /** What happens, with both versions; the code and a part of the sentence of a refusal. */
  readonly is: string | readonly [code: string, says: string];
}

const given = { from: 12, to: 11 };

const CASES: readonly Case[] = [
  { when: 'a promotion replaced version 11', state: {}, is: 'rollBack 12 to 11' },
  { when: 'an older version is named', state: {}, toVersion: 7, is: 'rollBack 12 to 7' },
  {
    when: 'an earlier attempt noted it and did not move the place',
    state: { mark: { ...given, after: LAST } },
    is: 'rollBack 12 to 11',
  },
  {
    when: 'an earlier attempt moved the place and left no receipt',
    state: { holders: [11], mark: { ...given, after: LAST } },
    is: 'complete 12 to 11',
  },
  {
    when: 'the same happened where there had been no receipt',
    state: { holders: [11], receipt: undefined, mark: { ...given, after: undefined } },
    is: 'complete 12 to 11',
  },
  {
    when: 'it was rolled back',
    state: { holders: [11], receipt: { sha256: LAST, version: 11 }, mark: { ...given, after: OLD } },
    is: 'alreadyDone 12 to 11',
  },
  {
    when: 'it was rolled back, another was promoted, and somebody moved the place by hand',
    state: { holders: [11], receipt: { sha256: LAST, version: 13 }, mark: { ...given, after: OLD } },
    is: ['NOTHING_TO_ROLL_BACK', 'the last receipt is of version 13: somebody moved the place by hand since then'],
  },
  {
    when: 'somebody moved the place by hand',
    state: { holders: [11] },
    is: ['NOTHING_TO_ROLL_BACK', 'the last receipt is of version 12: somebody moved the place by hand since then'],
  },
  {
    when: 'a promotion ended before the switch',
    state: { holders: [11], receipt: { sha256: LAST, version: 11 } },
    is: ['NOTHING_TO_ROLL_BACK', 'the promotion after it did not come to its end'],
  },
  {
    when: 'the version that holds the place is named',
    state: {},
    toVersion: 12,
    is: ['NOTHING_TO_ROLL_BACK', 'no rollback led there'],
  },
  {
    when: 'another rollback is wanted than the one that was done',
    state: { holders: [11], receipt: { sha256: LAST, version: 11 }, mark: { ...given, after: OLD } },
    toVersion: 10,
    is: 'rollBack 11 to 10',
  },
  { when: 'a newer version is named', state: {}, toVersion: 13, is: ['NOT_A_ROLLBACK', 'version 12 holds'] },
  {
    when: 'the recorded previous version is newer',
    state: { holders: [11], receipt: { sha256: LAST, version: 11 }, previous: 12 },
    is: 'rollBack 11 to 12',
  },
  {
    when: 'nobody holds it',
    state: { holders: [] },
    is: ['CHAMPION_DISAPPEARED', 'the last one known is version 12'],
  },
  {
    when: 'nobody holds it, and a version is named',
    state: { holders: [] },
    toVersion: 12,
    is: 'rollBack nobody to 12',
  },
  {
    when: 'nobody holds it, and a newer version is named',
    state: { holders: [] },
    toVersion: 13,
    is: ['NOT_A_ROLLBACK', 'version 12 held'],
  },
  {
    when: 'nobody ever held it, and a version is named',
    state: { holders: [], receipt: undefined, previous: undefined },
    toVersion: 1,
    is: ['NOT_A_ROLLBACK', 'nobody is known to have held'],
  },
  {
    when: 'nothing is recorded',
    state: { previous: undefined },
    is: ['PREVIOUS_UNKNOWN', 'no record of the version before'],
  },
  { when: 'two versions hold it', state: { holders: [11, 12] }, is: ['PLACE_CONTESTED', '(11, 12)'] },
];

function brief(decision: Decision): string {
  return decision.kind === 'refuse'
    ? decision.refusal.code
    : `${decision.kind} ${decision.from ?? 'nobody'} to ${decision.to}`;
}

describe('the decision of a rollback', () => {
  for (const { when, state, toVersion, is } of CASES) {
    const [what, says = ''] = [is].flat();
    it(`is ${what ?? ''} when ${when}`, () => {
      const decision = decideRollback({ ...PROMOTED, ...state }, toVersion);
      assert.equal(brief(decision), what);
      assert.ok(decision.kind !== 'refuse' || decision.refusal.what.includes(says), JSON.stringify(decision));
    });
  }
});
