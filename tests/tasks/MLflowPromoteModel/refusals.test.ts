import assert from 'node:assert/strict';
import { sha256Hex } from '../../../lib/core/node/hash';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import { POLICY, type Evidence } from '../../kit/places/evidence';
import { DIALECTS, isTestedWhole, type RegistryUnderTest } from '../../kit/registry/registries';
import { usePromotionFixtures, type PromoteOptions, type PromotionFixture } from '../../kit/tasks/promote-fixture';
import { complaint } from '../../kit/tasks/register-fixture';
import { variants } from '../../kit/tier';

interface Attempt {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly evidence?: Readonly<Partial<Evidence>>;
  readonly pipelineOptions?: PromoteOptions['pipelineOptions'];
}

interface Case {
  readonly what: string;
  /** Changes the fixture, in which version 2 is proved better than version 1, the champion, and says how it is asked. */
  readonly attempt: (fixture: PromotionFixture, proof: Evidence) => Attempt | Promise<Attempt>;
  readonly says: RegExp;
  readonly on?: (under: RegistryUnderTest) => boolean;
}

const hasAliases = ({ champion }: RegistryUnderTest): boolean => champion.type === 'alias';
const PULL_REQUEST = { 'System.PullRequest.PullRequestId': '12', 'Build.SourceBranch': 'refs/pull/12/merge' };

const EVIDENCE: readonly Case[] = [
  {
    what: 'no evidence',
    attempt: () => ({ evidence: {} }),
    says: /^There is no candidate of \S+ version 2 at .+; the folder contains no evidence about any model\.\n.*\(EVIDENCE_MISSING\)$/,
  },
  {
    what: 'a chain of which one link is from another one',
    attempt: async ({ proof }, { candidate, compliance }) => {
      const other = await proof(2, 1, { compliance: { writtenAt: '2026-11-20T10:00:00.000Z' } });
      return { evidence: { candidate, compliance, comparison: other.comparison } };
    },
    says: /comparison-\S+\.json builds on the compliance \w{12}, but \S+ is \w{12}: one of the two was changed or replaced.*\(EVIDENCE_BROKEN\)$/s,
  },
  {
    what: 'another champion than the one of the comparison',
    attempt: async ({ model, under }) => {
      await model.movePointer({ pointer: under.champion, version: 3, others: 'archive' });
      return {};
    },
    says: /moved from version 1 to version 3 after this comparison\.\nFix: Re-run the step .*\(EVIDENCE_STALE\)$/,
  },
  {
    what: 'a champion that disappeared',
    attempt: async ({ model, under }) => {
      await model.clearPointer({ pointer: under.champion, version: 1 });
      return {};
    },
    says: /^No version of \S+ holds \S+ now; the last known is version 1\.\nFix: .*toVersion: 1.*\(CHAMPION_DISAPPEARED\)$/,
  },
  {
    what: 'a compliance that failed',
    attempt: async ({ proof }) => ({ evidence: await proof(2, 1, { compliance: { verdict: 'FAILED' } }) }),
    says: /^Version 2 of \S+ did not pass its compliance \(FAILED\).*\(COMPLIANCE_FAILED\)$/s,
  },
  {
    what: 'a version that a pull request trained, even where no verdict is asked for',
    attempt: async ({ model }) => {
      await model.setTags({ [VERSION_TAGS.trainedByPullRequest]: 'true' }, 2);
      return { inputs: { requireVerdict: 'none' } };
    },
    says: /^Version 2 of \S+ cannot be promoted to \S+: a pull request trained it\.\n.*\(PULL_REQUEST_MODEL\)$/,
  },
  {
    what: 'a version that was rolled back',
    attempt: async ({ model }) => {
      await model.setTags({ [VERSION_TAGS.rolledBack]: 'scores drift' }, 2);
      return {};
    },
    says: /^Version 2 of \S+ was rolled back before: scores drift\.\nFix: .*'allowRolledBack: true'.*\(ROLLED_BACK_MODEL\)$/,
  },
  {
    what: 'no comparison',
    attempt: (_, { candidate, compliance }) => ({ evidence: { candidate, compliance } }),
    says: /^There is no comparison of version 2 of \S+ in the evidence folder, and \S+ needs one\.\nFix: Run MLflowCompareModels on this version before this step, or set 'requireVerdict: none' .*\(EVIDENCE_MISSING\)$/,
  },
  {
    what: "a mistyped challenger alias, which counts as a champion's, with compliance alone",
    on: hasAliases,
    attempt: (_, { candidate, compliance }) => ({
      inputs: { target: 'alias:prod' },
      evidence: { candidate, compliance },
    }),
    says: /^There is no comparison of version 2 .* and alias:prod needs one\.\n.*\(EVIDENCE_MISSING\)$/,
  },
  {
    what: 'a file that was changed by hand',
    attempt: (_, proof) => ({ evidence: { ...proof, comparison: { ...proof.comparison, because: 'pr_auc 0.99' } } }),
    says: /comparison-\S+\.json was changed after it was written: its content does not match its own SHA-256\.\n.*\(EVIDENCE_BROKEN\)$/,
  },
  {
    what: 'a contract of a newer major version',
    attempt: (_, proof) => {
      const candidate = Object.assign({}, proof.candidate, { version: 2 });
      return { evidence: { ...proof, candidate } };
    },
    says: /was written by a newer version of the extension .*: its contract has version 2, but this extension reads version 1\.\n.*\(EVIDENCE_UNREADABLE\)$/,
  },
  {
    what: 'evidence of another version',
    attempt: async ({ proof }) => ({ evidence: await proof(3, 1) }),
    says: /^There is no candidate of \S+ version 2 at .+; the folder contains evidence about \S+ version 3.*\n.*\(EVIDENCE_MISSING\)$/,
  },
  {
    what: 'evidence of the same version of another model',
    attempt: async ({ proof }, { candidate: { model } }) => {
      return { evidence: await proof(2, 1, { model: { ...model, name: `${model.name}_other` } }) };
    },
    says: /^There is no candidate of \S+ version 2 at .+; the folder contains evidence about \S+_other version 2.*\n.*\(EVIDENCE_MISSING\)$/,
  },
  {
    what: 'another artifact than the one that was checked',
    attempt: async ({ proof }, { candidate: { model } }) => ({
      evidence: await proof(2, 1, { model: { ...model, digest: { record: sha256Hex('before') } } }),
    }),
    says: /^Version 2 of \S+ changed after its candidate was written: its digest was \w{64}, and is \w{64}\.\n.*\(EVIDENCE_STALE\)$/,
  },
  {
    what: 'another description than the one that was checked',
    attempt: async ({ model }) => {
      await model.describe('who stays', 2);
      return {};
    },
    says: /^Description or tags of version 2 of \S+ changed after its compliance was written: .*\(EVIDENCE_STALE\)$/s,
  },
  {
    what: 'another policy at the comparison than at the compliance',
    attempt: async ({ proof }, { comparison: { seen } }) => ({
      evidence: await proof(2, 1, { comparison: { seen: { ...seen, policySha256: sha256Hex('other policy') } } }),
    }),
    says: new RegExp(
      `^The policy changed between compliance \\(${POLICY.slice(0, 12)}\\) and comparison .*\\(EVIDENCE_STALE\\)$`,
      's',
    ),
  },
  {
    what: 'a comparison that ended in an error',
    attempt: async ({ proof }) => ({
      evidence: await proof(2, 1, { comparison: { verdict: 'ERROR', isBetter: false, because: 'no rows' } }),
    }),
    says: /^The comparison of version 2 of \S+ ended in an error: no rows\n.*\(COMPARISON_ERROR\)$/,
  },
  {
    what: 'a pull request that asks',
    attempt: () => ({ pipelineOptions: { variables: PULL_REQUEST } }),
    says: /^Version 2 of \S+ cannot be promoted to \S+: this run belongs to a pull request\.\n.*\(PULL_REQUEST_MODEL\)$/,
  },
];

const BAD_INPUT: readonly Case[] = [
  {
    what: 'a model that does not exist',
    attempt: ({ model: { name } }) => ({ inputs: { modelName: name.replace('churn', 'chrun') } }),
    says: /^There is no model \S+ in .*\nFix: Set 'modelName' to one of: \S*churn\..*\(MODEL_NOT_FOUND\)$/,
  },
  {
    what: 'a stage where there are aliases only',
    on: ({ kind }) => kind === 'unityCatalog',
    attempt: () => ({ inputs: { target: 'stage:Staging' } }),
    says: /^'stage:Staging' was requested, but \S.* has no stages; it has aliases\.\nFix: Write alias:challenger instead.*\(POINTER_REFUSED\)$/,
  },
  {
    what: 'an alias where there are stages only',
    on: ({ kind }) => kind === 'workspace',
    attempt: () => ({ inputs: { target: 'alias:champion' } }),
    says: /^'alias:champion' was requested, but \S.* has no aliases; it has stages\.\nFix: Write stage:Production instead.*\(POINTER_REFUSED\)$/,
  },
  {
    what: 'a version that does not exist',
    attempt: () => ({ inputs: { modelVersion: '9' } }),
    says: /^There is no version 9 of \S+ in .*\nFix: It has 1, 2, 3\. \(VERSION_NOT_FOUND\)$/,
  },
  {
    what: 'a version that is a word',
    attempt: () => ({ inputs: { modelVersion: 'latest' } }),
    says: /'modelVersion' is 'latest', which is not the number of a version\.\n.*\(INPUTS_REFUSED\)$/,
  },
  {
    what: 'an alias that differs from that of the champion in case only',
    on: hasAliases,
    attempt: () => ({ inputs: { target: 'alias:Champion' } }),
    says: /^'alias:Champion' was requested, but \S+ has an alias 'champion', which differs in case only\.\n.*\(POINTER_REFUSED\)$/,
  },
  ...['latest', 'v2'].map((name) => ({
    what: `the alias ${name}, which MLflow keeps for itself`,
    attempt: () => ({ inputs: { target: `alias:${name}` } }),
    says: new RegExp(`names the alias '${name}', a word that MLflow keeps for itself\\.\\n.*\\(POINTER_REFUSED\\)$`),
  })),
  {
    what: 'a target that is not a place',
    attempt: () => ({ inputs: { target: 'champion' } }),
    says: /'target' is 'champion', which names .*\n.*\(\w+_REFUSED\)$/,
  },
];

for (const under of DIALECTS) {
  describe(`MLflowPromoteModel with ${under.name} refuses`, function () {
    // Each step is its own process.
    this.timeout(60_000);
    const open = usePromotionFixtures();
    let fixture: PromotionFixture;
    let proof: Evidence;
    let description: string;
    before(async () => {
      fixture = await open(under, 3);
      const { model } = fixture;
      ({ description } = await model.version(2));
      await model.movePointer({ pointer: under.champion, version: 1, others: 'archive' });
      proof = await fixture.proof(2, 1);
    });
    afterEach(async () => {
      const { model } = fixture;
      await model.movePointer({ pointer: under.champion, version: 1, others: 'archive' });
      await model.deleteTag(VERSION_TAGS.rolledBack, 2);
      await model.deleteTag(VERSION_TAGS.trainedByPullRequest, 2);
      await model.describe(description, 2);
    });

    const refused = [...variants(EVIDENCE, 5), ...variants(BAD_INPUT, 3)].filter(
      ({ on }) => on?.(under) ?? isTestedWhole(under),
    );
    for (const { what, attempt, says } of refused) {
      it(what, async () => {
        const { inputs = {}, evidence = proof, pipelineOptions = {} } = await attempt(fixture, proof);
        fixture.puts(evidence);
        const holders = await fixture.holders();
        const { length } = fixture.requests;
        const step = await fixture.promote({ modelVersion: '2', ...inputs }, { pipelineOptions });
        assert.match(complaint(step), says);
        const changing = fixture.requests
          .slice(length)
          .filter(({ method, path }) => method !== 'GET' && !READ.test(path));
        assert.deepEqual(changing, []);
        assert.deepEqual(await fixture.holders(), holders);
        assert.notEqual(step.outputs['promoted'], 'true');
      });
    }
  });
}

/** What MLflow reads by POST. */
const READ = /search|get-latest/;
