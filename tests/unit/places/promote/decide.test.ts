import assert from 'node:assert/strict';
import { VERSION_TAGS } from '../../../../lib/registry/version-tags';
import {
  CHAMPION_11,
  decided,
  first,
  holder,
  nobody,
  SHA,
  tagged,
  textOf,
  there,
  without,
  type Case,
} from '../../../kit/places/decided';
import { NOT_BETTER } from '../../../kit/places/evidence';

const CASES: readonly Case[] = [
  { what: 'a better version', is: 'promote from 11: pr_auc' },
  { what: 'a first model', story: first, state: nobody, is: 'promote from nobody: nobody held' },
  { what: 'a version that is not better', story: { comparison: NOT_BETTER }, is: 'keep 11: pr_auc' },
  {
    what: 'an equal version where the policy renews',
    story: { comparison: { verdict: 'NON_INFERIOR' } },
    is: 'promote from 11',
  },
  {
    what: 'a challenger with compliance alone',
    target: 'alias:challenger',
    files: without('comparison'),
    is: 'promote from 11: its compliance passed',
  },
  {
    what: 'Staging with others in it',
    target: 'stage:Staging',
    files: without('comparison'),
    state: { holders: [holder(12), holder(13)] },
    is: 'promote from 12',
  },
  {
    what: 'no evidence at all where none is required',
    request: { requireVerdict: 'none' },
    files: [],
    is: "promote from 11: 'requireVerdict' is none",
  },
  {
    what: 'a version that has it already',
    state: { ...there, receipt: { sha256: SHA, version: 14 }, previous: 11 },
    is: 'alreadyThere from 11, recorded',
  },
  {
    what: 'a version whose receipt is missing',
    state: { ...there, receipt: { sha256: SHA, version: 11 }, previous: 11 },
    is: 'alreadyThere from 11, unrecorded',
  },
  {
    what: 'a version that a person moved there before there was any receipt',
    state: there,
    is: 'alreadyThere from 11, unrecorded',
  },
  {
    what: 'a version that waits in Staging beside others that shall go',
    target: 'stage:Staging',
    request: { archiveOthers: true },
    state: { holders: [holder(12), holder(14)] },
    is: 'promote from 12',
  },
  {
    what: 'a champion compared with itself in a re-run',
    story: { champion: { ...CHAMPION_11, version: '14', digest: { record: 'r14' } }, comparison: NOT_BETTER },
    state: { ...there, receipt: { sha256: SHA, version: 14 }, previous: 11 },
    is: 'alreadyThere from 11, recorded',
  },
  {
    what: 'a rolled back version that is allowed',
    request: { allowRolledBack: true },
    candidate: tagged(VERSION_TAGS.rolledBack, 'drift'),
    is: 'promote from 11',
  },
  {
    what: 'a challenger of a pull request',
    target: 'alias:challenger',
    request: { isPullRequest: true },
    is: 'promote from 11',
  },
  {
    what: 'a champion that disappeared where no verdict is required',
    request: { requireVerdict: 'none' },
    state: nobody,
    is: 'promote from nobody',
  },
];

describe('decidePromotion, which promotes, keeps or finds it done', () => {
  for (const { what, is, ...given } of CASES) {
    it(`says "${is.split(':')[0]}" to ${what}`, () => {
      const said = textOf(decided(given));
      assert.ok(said.startsWith(is), said);
    });
  }
});
