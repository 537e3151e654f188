import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { daysAgo, OF_YESTERDAY } from '../../kit/places/evidence';
import { REGISTRIES } from '../../kit/registry/registries';
import { useCopyFixtures } from '../../kit/tasks/copy-fixture';
import { checkouts, policyOf, projectOf } from '../../kit/tasks/project-files';
import { ready, usePromotionFixtures } from '../../kit/tasks/promote-fixture';
import { complaint } from '../../kit/tasks/register-fixture';
import { exhaustively, variants } from '../../kit/tier';

const [UNITY_CATALOG] = REGISTRIES;
const MODEL = UNITY_CATALOG.modelName;
const ASKED = { configFile: 'mlops.yml', environment: 'prod' };

describe('MLflowPromoteModel under the policy of mlops.yml', function () {
  this.timeout(120_000);
  const open = usePromotionFixtures();
  const openCopy = useCopyFixtures();
  const checkout = checkouts();
  const inputs = { ...ASKED, modelVersion: '2' };
  const feature = { 'Build.SourceBranch': 'refs/heads/feature/x' };

  const REFUSED = [
    {
      what: 'evidence older than the default of 14 days',
      story: { ...OF_YESTERDAY, day: daysAgo(16) },
      message:
        /^The compliance of version 2 of \S+ is 1[56](?:\.\d)? days old \(written .*Z\), and promotion\.maxEvidenceAgeDays of 'prod' in mlops\.yml is 14\.\nFix: Re-run .*\(EVIDENCE_STALE\)$/,
    },
    {
      what: 'evidence older than the file says',
      more: 'promotion: { maxEvidenceAgeDays: 3 }',
      story: { ...OF_YESTERDAY, day: daysAgo(5) },
      message: /promotion\.maxEvidenceAgeDays of 'prod' in mlops\.yml is 3\.\n/,
    },
    {
      what: 'a version trained on another branch',
      story: { ...OF_YESTERDAY, branch: 'refs/heads/feature/x' },
      message:
        /^Version 2 of \S+ comes from 'refs\/heads\/feature\/x', and promotion\.allowedBranches of 'prod' in mlops\.yml lets only main, release\/\* reach alias:champion\.\nFix: Merge .*\(BRANCH_NOT_ALLOWED\)$/,
    },
    {
      what: 'a run of another branch',
      story: OF_YESTERDAY,
      variables: feature,
      message: /^This run comes from 'refs\/heads\/feature\/x', and .*\(BRANCH_NOT_ALLOWED\)$/s,
    },
    {
      what: "less than a comparison where the file's champion has the usual name of a challenger",
      more: '',
      places: ', champion: "alias:challenger", challenger: "alias:next"',
      story: OF_YESTERDAY,
      target: 'alias:challenger',
      onlyCompliance: true,
      message:
        /^There is no comparison of version 2 .*'promotion: \{ requireVerdict: none \}' into mlops\.yml .*\(EVIDENCE_MISSING\)$/s,
    },
  ];
  for (const { what, more = '', places = '', story, variables, target = '', onlyCompliance, message } of variants(
    REFUSED,
  )) {
    it(`refuses ${what}`, async () => {
      const fixture = await ready(await open(UNITY_CATALOG));
      const text = projectOf(MODEL, more).replace('{ problem: binary', `{ problem: binary${places}`);
      const { comparison, ...proof } = await fixture.proof(2, 1, { ...story, policySha256: policyOf(text) });
      fixture.puts(onlyCompliance === true ? proof : { ...proof, comparison });
      const setting = { variables: { ...checkout({ 'mlops.yml': text }).variables, ...variables } };
      assert.match(complaint(await fixture.promote({ ...inputs, target }, { pipelineOptions: setting })), message);
      assert.deepEqual(await fixture.holders(), [1]);
    });
  }

  exhaustively('takes what the file allows: a challenger of any branch, by its own name', async () => {
    const fixture = await ready(await open(UNITY_CATALOG));
    const text = projectOf(MODEL).replace('{ problem: binary', '{ problem: binary, challenger: "alias:next"');
    const story = { ...OF_YESTERDAY, branch: 'refs/heads/feature/x', policySha256: policyOf(text) };
    const { candidate, compliance } = await fixture.proof(2, 1, story);
    fixture.puts({ candidate, compliance });
    const setting = { variables: { ...checkout({ 'mlops.yml': text }).variables, ...feature } };
    const { result, log } = await fixture.promote({ ...inputs, target: 'alias:next' }, { pipelineOptions: setting });
    assert.equal(result, 'Succeeded', log.join('\n'));
  });

  exhaustively('asks nothing of a step without the file', async () => {
    const fixture = await ready(await open(UNITY_CATALOG));
    fixture.puts(await fixture.proof(2, 1, { day: '2020-01-31', branch: 'refs/heads/feature/x' }));
    const { result, log } = await fixture.promote({ modelVersion: '2' }, { pipelineOptions: { variables: feature } });
    assert.equal(result, 'Succeeded', log.join('\n'));
  });

  exhaustively('asks of a copy what the environment of the model asks that is copied to, too', async () => {
    const fixture = await openCopy(UNITY_CATALOG);
    const target = fixture.target.name;
    const loose = 'promotion: { requireVerdict: none, allowedBranches: ["*"], maxEvidenceAgeDays: 90 }';
    const text = projectOf(MODEL).replace(
      /^environments:[^]*/m,
      `environments:\n  prod: { modelName: ${MODEL}, ${loose} }\n  copies: { modelName: ${target} }\n`,
    );
    const policySha256 = policyOf(text);
    const { variables } = checkout({ 'mlops.yml': text });
    const copies = (more = {}): ReturnType<typeof fixture.copies> =>
      fixture.copies(ASKED, { pipelineOptions: { variables: { ...variables, ...more } } });

    assert.equal(existsSync(`${fixture.evidence}/${MODEL}`), false);
    assert.match(complaint(await copies()), /\(EVIDENCE_MISSING\)/);
    await fixture.proves({ ...OF_YESTERDAY, policySha256, day: daysAgo(20) });
    assert.match(complaint(await copies()), /promotion\.maxEvidenceAgeDays of 'copies' in mlops\.yml is 14\./);
    await fixture.proves({ ...OF_YESTERDAY, policySha256 });
    assert.match(
      complaint(await copies(feature)),
      /promotion\.allowedBranches of 'copies' in mlops\.yml lets only main/,
    );
    assert.equal(await fixture.target.exists(), false);
    const { result, log } = await copies();
    assert.equal(result, 'Succeeded', log.join('\n'));
  });
});
