import assert from 'node:assert/strict';
import { movedText, movesBetween, type PlaceHolders } from '../../../../lib/places/champion/moves';

const ALIAS = 'alias:champion';
const STAGE = 'stage:Production';

function heldBy(place: string, ...versions: readonly number[]): PlaceHolders {
  return { place, receipt: `receipt of ${place}`, versions };
}

interface Case {
  readonly when: string;
  readonly before: readonly PlaceHolders[];
  readonly after: readonly PlaceHolders[];
  readonly receipt?: number;
  /** What the user reads; undefined when nothing has moved. */
  readonly says?: string;
}

const UNPROVEN = 'and no receipt of a promotion says so.';
const TRAINED = 12;

const CASES: readonly Case[] = [
  { when: 'nobody holds it', before: [heldBy(ALIAS)], after: [heldBy(ALIAS)] },
  { when: 'the same version holds it', before: [heldBy(ALIAS, 11)], after: [heldBy(ALIAS, 11)] },
  { when: 'the same two hold a stage', before: [heldBy(STAGE, 9, 11)], after: [heldBy(STAGE, 11, 9)] },
  {
    when: 'the trained version has taken it',
    before: [heldBy(ALIAS, 11)],
    after: [heldBy(ALIAS, 12)],
    says: `Before training, version 11 of churn held 'alias:champion'; now version 12, which this run trained, does, ${UNPROVEN}`,
  },
  {
    when: 'the trained version is the first to hold it',
    before: [heldBy(ALIAS)],
    after: [heldBy(ALIAS, 12)],
    says: `Before training, no version of churn held 'alias:champion'; now version 12, which this run trained, does, ${UNPROVEN}`,
  },
  {
    when: 'the trained version held it before anybody looked',
    before: [heldBy(ALIAS, 12)],
    after: [heldBy(ALIAS, 12)],
    says: `Version 12 of churn, which this run trained, holds 'alias:champion' already, ${UNPROVEN}`,
  },
  {
    when: 'an old version has taken it',
    before: [heldBy(ALIAS, 11)],
    after: [heldBy(ALIAS, 7)],
    says: `Before training, version 11 of churn held 'alias:champion'; now version 7 does, ${UNPROVEN}`,
  },
  {
    when: 'it was taken away',
    before: [heldBy(ALIAS, 11)],
    after: [heldBy(ALIAS)],
    receipt: 11,
    says: `Before training, version 11 of churn held 'alias:champion'; now no version does, ${UNPROVEN}`,
  },
  {
    when: 'a second one was put beside it',
    before: [heldBy(STAGE, 11)],
    after: [heldBy(STAGE, 11, 12)],
    receipt: 12,
    says: `Before training, version 11 of churn held 'stage:Production'; now version 11, 12, which this run trained, does, ${UNPROVEN}`,
  },
  {
    when: 'a promotion has moved it meanwhile',
    before: [heldBy(ALIAS, 10)],
    after: [heldBy(ALIAS, 11)],
    receipt: 11,
  },
  {
    when: 'a promotion has moved it to the trained version',
    before: [heldBy(ALIAS, 12)],
    after: [heldBy(ALIAS, 12)],
    receipt: 12,
  },
  {
    when: 'the receipt is of another version',
    before: [heldBy(ALIAS, 10)],
    after: [heldBy(ALIAS, 11)],
    receipt: 10,
    says: `Before training, version 10 of churn held 'alias:champion'; now version 11 does, ${UNPROVEN}`,
  },
  {
    when: 'the second of two places has moved',
    before: [heldBy(ALIAS, 11), heldBy(STAGE, 11)],
    after: [heldBy(ALIAS, 11), heldBy(STAGE, 12)],
    says: `Before training, version 11 of churn held 'stage:Production'; now version 12, which this run trained, does, ${UNPROVEN}`,
  },
];

describe("the champion's place during training", () => {
  for (const { when, before, after, receipt, says } of CASES) {
    it(`${says === undefined ? 'has not moved' : 'has moved'} when ${when}`, () => {
      const receipts = new Map(receipt === undefined ? [] : after.map(({ place }) => [place, receipt] as const));
      const moves = movesBetween({ before, after, trained: TRAINED }, receipts);
      assert.equal(movedText(moves, TRAINED, 'churn'), says ?? '');
    });
  }
});
