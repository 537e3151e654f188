import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Receipt } from '../../../lib/contracts/contract';
import { sha256Hex } from '../../../lib/core/node/hash';
import { OF_YESTERDAY } from '../../kit/places/evidence';
import { DIALECTS, REGISTRIES } from '../../kit/registry/registries';
import { checkouts, policyOf, projectIn, projectOf } from '../../kit/tasks/project-files';
import { ready, usePromotionFixtures, type PromotionFixture } from '../../kit/tasks/promote-fixture';
import { exhaustively, variants } from '../../kit/tier';

const [UNITY_CATALOG] = REGISTRIES;
const MODEL = UNITY_CATALOG.modelName;

describe('MLflowPromoteModel with a configuration file', function () {
  this.timeout(120_000);
  const open = usePromotionFixtures();
  const checkout = checkouts();

  async function proved(text: string): Promise<PromotionFixture> {
    const fixture = await ready(await open(UNITY_CATALOG));
    fixture.puts(await fixture.proof(2, 1, { ...OF_YESTERDAY, policySha256: policyOf(text) }));
    return fixture;
  }

  const ASKED = { configFile: 'mlops.yml', environment: 'prod', modelVersion: '2' };
  const ALONE = { ...ASKED, modelName: '', target: '', trackingUri: '' };

  for (const under of variants(DIALECTS)) {
    describe(`with ${under.name}`, () => {
      for (const [what, inputs] of variants([
        ['model, place and policy from the file alone', ALONE],
        ['inputs that agree with the file', ASKED],
      ] as const)) {
        it(`takes ${what}, and its receipt names the policy`, async () => {
          const fixture = await ready(await open(under));
          const text = projectIn({ under, address: fixture.registry.address });
          fixture.puts(await fixture.proof(2, 1, { ...OF_YESTERDAY, policySha256: policyOf(text) }));
          const { variables } = checkout({ 'mlops.yml': text });
          const { result, outputs, log } = await fixture.promote(inputs, { pipelineOptions: { variables } });
          assert.equal(result, 'Succeeded', log.join('\n'));
          assert.deepEqual(await fixture.holders(), [2]);
          const receipt = JSON.parse(readFileSync(outputs['receiptFile'] ?? '', 'utf8')) as Receipt;
          const policy = {
            file: 'mlops.yml',
            fileSha256: sha256Hex(text),
            environment: 'prod',
            sha256: policyOf(text),
          };
          assert.deepEqual(receipt.policy, { ...policy, baselines: [] });
          const unchecked = 'Not checked yet, even if mlops.yml demands it: promotion.approval';
          assert.ok(log.some((line) => line.includes(unchecked)));
        });
      }

      it('takes inputs alone, and then no policy', async () => {
        const fixture = await ready(await open(under));
        const { result, outputs, log } = await fixture.promote({ modelVersion: '2' });
        assert.equal(result, 'Succeeded', log.join('\n'));
        const receipt = JSON.parse(readFileSync(outputs['receiptFile'] ?? '', 'utf8')) as Receipt;
        assert.equal(receipt.policy, undefined);
      });

      it('refuses inputs that contradict the file, all at once', async () => {
        const fixture = await ready(await open(under));
        const { variables } = checkout({ 'mlops.yml': projectIn({ under, address: fixture.registry.address }) });
        const before = fixture.requests.length;
        const inputs = { ...ASKED, modelName: 'main.default.other', requireVerdict: 'none' };
        const { result, issues } = await fixture.promote(inputs, { pipelineOptions: { variables } });
        assert.equal(result, 'Failed');
        const message = issues.find(({ type }) => type === 'error')?.message ?? '';
        assert.match(message, /- Input 'modelName' is 'main\.default\.other', and mlops\.yml:8:22 says '/);
        assert.match(message, /- Input 'requireVerdict' is 'none', and the default of promotion\.requireVerdict is/);
        assert.equal(fixture.requests.length, before);
      });
    });
  }

  it('needs a model from somewhere', async () => {
    const fixture = await proved(projectOf(MODEL));
    const { result, issues } = await fixture.promote({ modelVersion: '2', modelName: '' });
    assert.equal(result, 'Failed');
    assert.match(issues[0]?.message ?? '', /^Input 'modelName' is missing\./);
  });

  const REFUSED: readonly {
    what: string;
    more?: string;
    files?: Readonly<Record<string, string>>;
    inputs: Readonly<Record<string, string>>;
    message: RegExp;
  }[] = [
    {
      what: 'a weaker verdict',
      more: 'promotion: { requireVerdict: better }',
      inputs: { ...ALONE, requireVerdict: 'none' },
      message: /^Input 'requireVerdict' is 'none', and mlops\.yml:6:30 says 'better'\.\nFix: /,
    },
    {
      what: 'an environment that the file does not have',
      inputs: { ...ALONE, environment: 'prd' },
      message:
        /^Input 'environment' is 'prd': mlops\.yml has no environment 'prd'; did you mean 'prod'\?\nFix: .*\(CONFIGURATION_REFUSED\)$/,
    },
    {
      what: 'a file with mistakes, all of them at once',
      more: 'promotion: { aproval: none, maxEvidenceAgeDays: soon }',
      inputs: ALONE,
      message:
        /^2 problems in mlops\.yml; nothing was started\.\n- mlops\.yml:6:14: unknown key 'aproval'; did you mean 'approval'\?\n- mlops\.yml:6:49: expected a whole number, found "soon"\nFix: .*\(CONFIGURATION_REFUSED\)$/,
    },
    {
      what: 'a file named by a pipeline variable that nobody defined, and nothing else beside that',
      inputs: { ...ALONE, configFile: '$(configFolder)/mlops.yml', environment: '$(env)', modelName: '$(model)' },
      message:
        /^2 problems in the inputs of MLflowPromoteModel; nothing was started\.\n- Input 'configFile' still holds '\$\(configFolder\)': no variable of that name exists here\. Fix: Define 'configFolder' or correct its spelling\.\n- Input 'environment' still holds '\$\(env\)'/,
    },
    {
      what: 'a file without the baseline that the template asks for',
      files: { 'org.yml': 'version: 1' },
      inputs: { ...ALONE, baselineFile: 'org.yml' },
      message:
        /^mlops\.yml has to extend '.*org\.yml', and extends no baseline at all\.\nFix: .*\(BASELINE_NOT_EXTENDED\)$/,
    },
    {
      what: 'another model',
      inputs: { ...ASKED, modelName: 'main.default.other' },
      message:
        /^Input 'modelName' is 'main\.default\.other', and mlops\.yml:8:22 says 'main\.default\.churn'\.\nFix: Leave 'modelName' out, or change the file\. \(environment 'prod'\) \(INPUTS_REFUSED\)$/,
    },
    {
      what: 'a verdict weaker than the default of the policy, which the file leaves as it is',
      inputs: { ...ALONE, requireVerdict: 'none' },
      message:
        /^Input 'requireVerdict' is 'none', and the default of promotion\.requireVerdict is 'better'\.\nFix: Leave 'requireVerdict' out, or set promotion\.requireVerdict in the file\. \(environment 'prod'\) \(INPUTS_REFUSED\)$/,
    },
    {
      what: 'a file that is not there',
      inputs: { ...ALONE, configFile: 'no.yml' },
      message:
        /^Input 'configFile' names '.*no\.yml', which cannot be read \(.*ENOENT.*\)\.\nFix: .*\(CONFIGURATION_REFUSED\)$/,
    },
    {
      what: 'a model named by a pipeline variable that nobody defined, as such and not as a contradiction',
      inputs: { ...ALONE, modelName: '$(model)' },
      message:
        /^Input 'modelName' still holds '\$\(model\)': no variable of that name exists here\.\nFix: Define 'model'/,
    },
    {
      what: 'a file that loosens its baseline',
      more: 'extends: org.yml\npromotion: { requireVerdict: none }',
      files: { 'org.yml': 'version: 1\npromotion: { requireVerdict: better }' },
      inputs: { ...ALONE, baselineFile: 'org.yml' },
      message:
        /mlops\.yml:7:30: promotion\.requireVerdict is 'none', and the baseline demands 'better' \(org\.yml:2:30\); it may only be tightened/,
    },
    {
      what: 'a baseline outside of the checkouts',
      more: 'extends: ../../../../../etc/hostname',
      inputs: ALONE,
      message: /mlops\.yml:6:10: extends '.*etc\/hostname', which lies outside of the job's checkouts/,
    },
    {
      what: 'an environment without a file',
      inputs: { modelVersion: '2', environment: 'prod' },
      message: /^Input 'environment' needs 'configFile'\.\nFix: /,
    },
  ];
  describe('refuses, before anything is asked,', () => {
    let fixture: PromotionFixture;
    // None of these steps changes it.
    before(async () => {
      fixture = await ready(await open(UNITY_CATALOG));
    });

    for (const { what, more = '', files = {}, inputs, message } of variants(REFUSED, 5)) {
      it(what, async () => {
        const { variables } = checkout({ 'mlops.yml': projectOf(MODEL, more), ...files });
        const before = fixture.requests.length;
        const { result, issues } = await fixture.promote(inputs, { pipelineOptions: { variables } });
        assert.equal(result, 'Failed');
        assert.match(issues.find(({ type }) => type === 'error')?.message ?? '', message);
        assert.equal(fixture.requests.length, before);
        assert.deepEqual(await fixture.holders(), [1]);
      });
    }
  });

  exhaustively('takes the verdict of the file where the input has its default', async () => {
    const text = projectOf(MODEL, 'promotion: { requireVerdict: none }');
    const fixture = await proved(text);
    fixture.puts({});
    const { variables } = checkout({ 'mlops.yml': text });
    // 'better' is the default of the input, and counts as empty.
    const { result, log } = await fixture.promote(
      { ...ALONE, requireVerdict: 'better' },
      { pipelineOptions: { variables } },
    );
    assert.equal(result, 'Succeeded', log.join('\n'));
  });

  it('refuses evidence that another policy judged', async () => {
    const fixture = await proved(projectOf(MODEL));
    const { variables } = checkout({ 'mlops.yml': projectOf(MODEL, 'promotion: { maxEvidenceAgeDays: 3 }') });
    const { result, issues } = await fixture.promote(ALONE, { pipelineOptions: { variables } });
    assert.equal(result, 'Failed');
    assert.match(
      issues[0]?.message ?? '',
      /^The policy changed between compliance \([0-9a-f]+\) and this promotion \([0-9a-f]+\)\.\nFix: .*\(EVIDENCE_STALE\)$/s,
    );
    assert.deepEqual(await fixture.holders(), [1]);
  });
});
