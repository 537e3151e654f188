import assert from 'node:assert/strict';
import type { Policy } from '../../../../lib/places/promote/policy';
import { VERSION_TAGS } from '../../../../lib/registry/version-tags';
import { decided, nobody, SHA, tagged, textOf, there, type Case } from '../../../kit/places/decided';
import { POLICY } from '../../../kit/places/evidence';

const DEMAND: Policy['demands'][number] = {
  environment: 'prod',
  modelName: 'main.ml.churn',
  requireVerdict: 'better',
  maxEvidenceAgeDays: 14,
  allowedBranches: ['main', 'release', 'release/*'],
};

/** What differs from a run of main on the day after the evidence was written, on the branch 'release'. */
interface Held extends Omit<Case, 'request'> {
  readonly demands?: readonly Partial<Policy['demands'][number]>[];
  readonly run?: Partial<Policy>;
}

const at = (time: string): Partial<Policy> => ({ now: Date.parse(time) });
const strict = { environment: 'other', maxEvidenceAgeDays: 1, allowedBranches: ['main'] };

const CASES: readonly Held[] = [
  { what: 'takes what satisfies everything', is: 'promote from 11' },
  { what: 'takes evidence to the last minute', run: at('2026-12-04T09:02:00Z'), is: 'promote from 11' },
  {
    what: 'refuses a compliance a minute older than that',
    run: at('2026-12-04T09:03:00Z'),
    is: "EVIDENCE_STALE: The compliance of version 14 of main.ml.churn is 14.1 days old (written 2026-11-20T09:02:00.000Z), and promotion.maxEvidenceAgeDays of 'prod' in mlops.yml is 14.",
  },
  {
    what: 'refuses a comparison that is too old although its compliance was written again',
    story: { comparison: { writtenAt: '2026-11-01T09:00:00.000Z' } },
    is: 'EVIDENCE_STALE: The comparison of version 14 of main.ml.churn is 20 days old',
  },
  {
    what: "asks the same of the challenger's place",
    target: 'alias:challenger',
    state: nobody,
    run: at('2027-01-31T09:00:00Z'),
    is: 'EVIDENCE_STALE: The compliance of version 14',
  },
  {
    what: 'asks no age of evidence that nobody needs',
    demands: [{ requireVerdict: 'none' }],
    run: at('2027-01-31T09:00:00Z'),
    is: "promote from 11: 'requireVerdict' is none",
  },
  {
    what: 'leaves what was promoted by the rules of its day',
    state: { ...there, receipt: { sha256: SHA, version: 14 } },
    run: { ...at('2027-01-31T09:00:00Z'), branch: 'refs/heads/feature/x' },
    is: 'alreadyThere from nobody, recorded',
  },
  {
    what: 'refuses a run of another branch',
    run: { branch: 'refs/heads/feature/x' },
    is: "BRANCH_NOT_ALLOWED: This run comes from 'refs/heads/feature/x', and promotion.allowedBranches of 'prod' in mlops.yml lets only main, release, release/* reach alias:champion.",
  },
  {
    what: 'refuses a version whose candidate comes from another branch',
    story: { branch: 'refs/heads/mainline' },
    is: "BRANCH_NOT_ALLOWED: Version 14 of main.ml.churn comes from 'refs/heads/mainline'",
  },
  {
    what: 'refuses a version that says itself that it comes from another branch',
    candidate: tagged(VERSION_TAGS.branch, 'refs/heads/wip'),
    is: "BRANCH_NOT_ALLOWED: Version 14 of main.ml.churn comes from 'refs/heads/wip'",
  },
  {
    what: 'lets any branch have a challenger',
    target: 'alias:challenger',
    state: nobody,
    run: { branch: 'refs/heads/feature/x' },
    is: 'promote from nobody',
  },
  { what: 'takes a branch that a pattern means', run: { branch: 'refs/heads/release/1/2' }, is: 'promote from 11' },
  {
    what: 'refuses a tag that no pattern names',
    run: { branch: 'refs/tags/main' },
    is: 'BRANCH_NOT_ALLOWED: This run',
  },
  {
    what: 'takes a tag that a pattern names',
    demands: [{ allowedBranches: ['release', 'refs/tags/v*'] }],
    run: { branch: 'refs/tags/v1.4' },
    is: 'promote from 11',
  },
  {
    what: 'takes the signs of other languages of patterns as they are',
    demands: [{ allowedBranches: ['release', 'ma.n', '[m]ain', 'mai?', 'main|'] }],
    is: "BRANCH_NOT_ALLOWED: This run comes from 'refs/heads/main'",
  },
  {
    what: 'asks what both environments ask, if the target belongs to another one',
    demands: [{}, strict],
    is: "BRANCH_NOT_ALLOWED: Version 14 of main.ml.churn comes from 'refs/heads/release', and promotion.allowedBranches of 'other'",
  },
];

describe('a promotion under the policy of a project', () => {
  for (const { what, demands = [{}], run, is, ...given } of CASES) {
    it(what, () => {
      const all = demands.map((demand) => ({ ...DEMAND, ...demand }));
      const policy: Policy = {
        file: 'mlops.yml',
        sha256: POLICY,
        demands: all,
        branch: 'refs/heads/main',
        now: Date.parse('2026-11-21T09:00:00Z'),
        ...run,
      };
      const requireVerdict = all[0]?.requireVerdict ?? 'better';
      const text = textOf(decided({ ...given, request: { policy, requireVerdict } }));
      assert.equal(text.slice(0, is.length), is, text);
    });
  }
});
