import assert from 'node:assert/strict';
import { decideCloseOut, type CloseOutFacts } from '../../../../lib/places/close-out/decide';

const facts: CloseOutFacts = {
  model: 'prod.ml.churn',
  version: 14,
  champions: [],
  place: 'alias:challenger',
  isChallenger: true,
  tag: undefined,
};

const CASES: readonly (readonly [string, Partial<CloseOutFacts>, string])[] = [
  ['a challenger', {}, 'closeOut'],
  ['a version that never was challenger', { isChallenger: false }, 'closeOut'],
  ['one that was closed out', { isChallenger: false, tag: 'INFERIOR' }, 'alreadyThere'],
  ['one whose alias is still there after an interruption', { tag: 'INFERIOR' }, 'closeOut'],
  ['a champion', { champions: ['alias:champion'] }, 'refuse'],
  ['a champion of another place', { champions: ['stage:Production'], isChallenger: false }, 'refuse'],
];

describe('closing a version out', () => {
  for (const [what, changes, kind] of CASES) {
    it(`${what}: ${kind}`, () => assert.equal(decideCloseOut({ ...facts, ...changes }).kind, kind));
  }
});
