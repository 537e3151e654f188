import assert from 'node:assert/strict';
import { sha256Hex } from '../../../../lib/core/node/hash';
import { VERSION_TAGS } from '../../../../lib/registry/version-tags';
import {
  CHAMPION_11,
  decided,
  first,
  holder,
  METADATA,
  model,
  nobody,
  proof,
  SHA,
  tagged,
  textOf,
  there,
  waived,
  without,
  type Case,
} from '../../../kit/places/decided';
import { evidenceOf, filesOf, NOT_BETTER, POLICY } from '../../../kit/places/evidence';

const CASES: readonly Case[] = [
  { what: 'no file', files: [], is: 'EVIDENCE_MISSING: There is no candidate of main.ml.churn version 14' },
  {
    what: 'a missing compliance',
    files: without('compliance', 'comparison'),
    is: 'EVIDENCE_MISSING: There is no compliance of version 14',
  },
  {
    what: 'a missing comparison',
    files: without('comparison'),
    is: 'EVIDENCE_MISSING: There is no comparison of version 14',
  },
  {
    what: 'a mistyped alias',
    target: 'alias:challanger',
    files: without('comparison'),
    is: 'EVIDENCE_MISSING: There is no comparison of version 14 of main.ml.churn in the evidence folder, and alias:challanger',
  },
  {
    what: 'the alias of another team',
    target: 'alias:prod',
    files: without('comparison'),
    is: 'EVIDENCE_MISSING: There is no comparison of version 14 of main.ml.churn in the evidence folder, and alias:prod',
  },
  {
    what: 'a link of the chain that is gone',
    files: without('compliance'),
    is: 'EVIDENCE_BROKEN: main.ml.churn/comparison-',
  },
  {
    what: 'a tampered file',
    files: filesOf(proof()).map(({ name, text }) => ({ name, text: text.replace('0.81', '0.91') })),
    is: 'EVIDENCE_BROKEN: main.ml.churn/comparison-',
  },
  {
    what: 'a tampered file even where no verdict is required',
    request: { requireVerdict: 'none' },
    files: filesOf(proof()).map(({ name, text }) => ({ name, text: text.replace('0.81', '0.91') })),
    is: 'EVIDENCE_BROKEN: main.ml.churn/comparison-',
  },
  {
    what: 'a contract of a newer major version',
    files: filesOf(proof()).map(({ name, text }) => ({ name, text: text.replace('"version": 1,', '"version": 2,') })),
    is: 'EVIDENCE_UNREADABLE: main.ml.churn/candidate-',
  },
  {
    what: 'evidence of another version',
    files: filesOf(evidenceOf({ model: { ...model, version: '13' }, metadataSha256: METADATA, champion: CHAMPION_11 })),
    is: 'EVIDENCE_MISSING: There is no candidate of main.ml.churn version 14',
  },
  {
    what: 'two chains that disagree',
    files: [
      ...filesOf(proof()),
      ...filesOf(evidenceOf({ model, metadataSha256: METADATA, champion: CHAMPION_11, comparison: NOT_BETTER })),
    ],
    is: 'EVIDENCE_BROKEN: ',
  },
  {
    what: 'another record',
    candidate: { digest: { record: 'r99', files: 'f14', whyNoFiles: undefined } },
    is: 'EVIDENCE_STALE: Version 14 of main.ml.churn changed after its candidate was written: its digest was r14, and is r99.',
  },
  {
    what: 'other files',
    candidate: { digest: { record: 'r14', files: 'f99', whyNoFiles: undefined } },
    is: 'EVIDENCE_STALE: Version 14 of main.ml.churn changed after its candidate was written: its digest was f14, and is f99.',
  },
  {
    what: 'other tags',
    candidate: { metadataSha256: sha256Hex('other') },
    is: 'EVIDENCE_STALE: Description or tags of version 14',
  },
  {
    what: 'another policy',
    story: {
      comparison: { seen: { policySha256: sha256Hex('other policy'), dataDigest: 'd4', champion: CHAMPION_11 } },
    },
    is: `EVIDENCE_STALE: The policy changed between compliance (${POLICY.slice(0, 12)}) and comparison`,
  },
  {
    what: 'another champion',
    state: { holders: [holder(12)] },
    is: 'EVIDENCE_STALE: alias:champion of main.ml.churn moved from version 11 to version 12',
  },
  {
    what: 'a champion where nobody was',
    story: first,
    is: 'EVIDENCE_STALE: Nobody held alias:champion of main.ml.churn at the time of the comparison, and version 11 holds it now.',
  },
  {
    what: 'a champion made anew under its number',
    state: { holders: [{ number: 11, digest: { record: 'r98', files: undefined, whyNoFiles: 'gone' } }] },
    is: 'EVIDENCE_STALE: Version 11 of main.ml.churn, which holds alias:champion, is not the version in this',
  },
  {
    what: 'a champion that the checks saw and the comparison did not',
    story: {
      compliance: {
        seen: { policySha256: POLICY, metadataSha256: METADATA, champion: { ...CHAMPION_11, version: '9' } },
      },
    },
    is: 'EVIDENCE_STALE: alias:champion of main.ml.churn moved from version 9 to version 11 after this compliance.',
  },
  {
    what: 'a champion of another model',
    story: { champion: { ...CHAMPION_11, name: 'main.ml.other' } },
    is: 'EVIDENCE_BROKEN: The comparison was made against version 11 of main.ml.other',
  },
  {
    what: 'a failed compliance',
    story: {
      compliance: { verdict: 'FAILED', checks: [{ check: 'pickle', outcome: 'failed', message: 'It is pickled.' }] },
    },
    is: 'COMPLIANCE_FAILED: Version 14 of main.ml.churn did not pass its compliance (FAILED):\n- pickle: It is pickled.',
  },
  {
    what: 'a compliance that ended in an error',
    story: { compliance: { verdict: 'ERROR' } },
    is: 'COMPLIANCE_FAILED: Version 14 of main.ml.churn did not pass its compliance (ERROR)',
  },
  {
    what: 'a comparison that ended in an error',
    story: { comparison: { verdict: 'ERROR', isBetter: false, because: 'no rows' } },
    is: 'COMPARISON_ERROR: The comparison of version 14 of main.ml.churn ended in an error: no rows',
  },
  {
    what: 'a champion that was there at the comparison',
    state: nobody,
    is: 'CHAMPION_DISAPPEARED: No version of main.ml.churn holds alias:champion now; the last known is version 11.',
  },
  {
    what: 'a champion that only its receipt tells of',
    story: first,
    state: { ...nobody, receipt: { sha256: SHA, version: 9 } },
    is: 'CHAMPION_DISAPPEARED: No version of main.ml.churn holds alias:champion now; the last known is version 9.',
  },
  {
    what: 'a champion that may be in the archive',
    target: 'stage:Production',
    story: first,
    state: { ...nobody, archived: 7 },
    is: 'CHAMPION_DISAPPEARED: Nobody holds stage:Production of main.ml.churn, and version 7 is archived',
  },
  {
    what: 'a pull request that promotes',
    request: { isPullRequest: true },
    is: 'PULL_REQUEST_MODEL: Version 14 of main.ml.churn cannot be promoted to alias:champion: this run belongs',
  },
  {
    what: 'a version that a pull request trained',
    candidate: tagged(VERSION_TAGS.trainedByPullRequest, 'true'),
    is: 'PULL_REQUEST_MODEL: Version 14 of main.ml.churn cannot be promoted to alias:champion: a pull request trained it.',
  },
  {
    what: 'the same where no verdict is required',
    request: { requireVerdict: 'none' },
    candidate: tagged(VERSION_TAGS.trainedByPullRequest, 'true'),
    is: 'PULL_REQUEST_MODEL: ',
  },
  {
    what: 'a candidate of a pull request',
    story: { candidate: { trainedByPullRequest: true } },
    is: 'PULL_REQUEST_MODEL: ',
  },
  {
    what: 'a version that was rolled back',
    candidate: tagged(VERSION_TAGS.rolledBack, 'scores drift'),
    is: 'ROLLED_BACK_MODEL: Version 14 of main.ml.churn was rolled back before: scores drift.',
  },
  {
    what: 'a version that was adopted',
    story: { candidate: { adopted: true } },
    is: 'ADOPTED_MODEL: Version 14 of main.ml.churn was adopted from the registry',
  },
  {
    what: 'a waiver that has ended since the checks',
    story: { compliance: waived('2027-01-09') },
    is: "WAIVER_EXPIRED: The waiver of the check 'pickle' for version 14 of main.ml.churn ended on 2027-01-09, after its compliance was written; today is 2027-01-10.",
  },
  {
    what: 'a version that is pending',
    candidate: { status: 'PENDING', statusText: 'PENDING_REGISTRATION' },
    is: 'VERSION_NOT_READY: Version 14 of main.ml.churn is not ready (PENDING_REGISTRATION).',
  },
  {
    what: 'a version of an unknown status',
    candidate: { status: 'UNKNOWN', statusText: '' },
    is: 'VERSION_NOT_READY: ',
  },
  {
    what: 'two champions',
    target: 'stage:Production',
    state: { holders: [holder(11), holder(12)] },
    is: 'PLACE_CONTESTED: stage:Production of main.ml.churn is held by the versions 11 and 12 at once.',
  },
  {
    what: 'two champions of which it is one',
    target: 'stage:Production',
    state: { holders: [holder(11), holder(14)] },
    is: 'PLACE_CONTESTED: ',
  },
  {
    what: 'a version that somebody moved there against its comparison',
    story: { comparison: NOT_BETTER },
    state: there,
    is: 'EVIDENCE_STALE: Version 14 of main.ml.churn is at alias:champion without a receipt, although',
  },
  {
    what: 'a version that somebody moved there over a third one',
    state: { ...there, receipt: { sha256: SHA, version: 12 } },
    is: 'EVIDENCE_STALE: Version 14 of main.ml.churn is at alias:champion without a receipt, but was never compared with the version it replaced: it was compared with version 11, and version 12 held',
  },
];

describe('decidePromotion, which refuses', () => {
  for (const { what, is, ...given } of CASES) {
    it(`says "${is.split(':')[0]}" to ${what}`, () => {
      const said = textOf(decided(given));
      assert.ok(said.startsWith(is), said);
    });
  }

  it('has a next step for every refusal', () => {
    for (const { what, is: _, ...given } of CASES) {
      const decision = decided(given);
      assert.ok(decision.kind === 'refuse', what);
      assert.match(decision.refusal.fix, /^[A-Z].*\.$/s, what);
    }
  });
});
