import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseJson, scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import { DIALECTS, isTestedWhole } from '../../kit/registry/registries';
import { useCopyFixtures } from '../../kit/tasks/copy-fixture';

const LATER = { 'System.PlanId': '00000000-0000-4000-8000-000000000002' };
const STAMPS = { mlops_commit: 'c0ffee', mlops_source: 'of the run', mlops_closed_out: 'version 2 took its place' };

describe('MLflowPromoteModel that copies', function () {
  // The run on Databricks has to load MLflow first.
  this.timeout(180_000);
  const open = useCopyFixtures();

  it('copies on a plain MLflow server without any connection', async () => {
    const under = DIALECTS.find(({ kind }) => kind === 'mlflow');
    assert.ok(under);
    const fixture = await open(under);
    await fixture.proves();
    for (const outcome of ['promoted', 'alreadyThere']) {
      const { result, outputs, log } = await fixture.copies({ connection: '' });
      assert.deepEqual([result, outputs['outcome']], ['Succeeded', outcome], log.join('\n'));
    }
  });

  for (const under of DIALECTS) {
    describe(`with ${under.name}`, () => {
      it('copies a better version once, with all that is said of it, and completes what an earlier run began', async () => {
        const fixture = await open(under);
        const { model, target } = fixture;
        await model.setTags({ 'risk.tier': 'low', ...STAMPS }, 1);
        await model.describe('Churn, **weekly**', 1);
        const { comparison } = await fixture.proves();

        const planned = await fixture.copies({ planOnly: 'true' });
        assert.equal(planned.result, 'Succeeded', planned.log.join('\n'));
        assert.match(
          planned.log.join('\n'),
          /1\. Copy version 1 of \S+ to a new version of .*\n.*2\. Write the receipt/s,
        );
        assert.deepEqual([planned.outputs['promoted'], planned.outputs['outcome']], ['false', 'promoted']);
        assert.equal(await target.exists(), false);

        const { result, outputs, log, uploadedArtifacts } = await fixture.copies();
        assert.equal(result, 'Succeeded', log.join('\n'));
        const { promoted, outcome, copiedVersion, previousVersion, receiptFile = '' } = outputs;
        assert.deepEqual([promoted, outcome, copiedVersion, previousVersion], ['true', 'promoted', '1', '']);
        assert.equal(uploadedArtifacts.length, 2);
        const candidate = parseJson(readFileSync(outputs['candidateFile'] ?? '', 'utf8')) as JsonObject;
        assert.equal((candidate['model'] as JsonObject)['name'], target.name);
        assert.deepEqual(fixture.breaks(), []);

        const version = await target.version(1);
        assert.deepEqual([version.status, version.description], ['READY', 'Churn, **weekly**']);
        const original = await model.digest(await model.version(1));
        assert.ok(original.files !== undefined);
        assert.equal((await target.digest(version)).files, original.files);
        const receipt = parseJson(readFileSync(receiptFile, 'utf8')) as JsonObject;
        const note = `${scalarText(receipt['sha256'])} v1`;
        const tags = await target.tags(1);
        assert.match(tags.get('mlops_source') ?? '', /^[0-9a-f]{64}$/);
        assert.deepEqual(
          ['risk.tier', 'mlops_commit', 'mlops_closed_out', 'mlops_comparison_sha256', 'mlops_receipt_copy'].map(
            (key) => tags.get(key),
          ),
          ['low', 'c0ffee', undefined, comparison.sha256, note],
        );
        assert.equal((await target.tags()).get('mlops_receipt_copy'), note);
        assert.deepEqual([receipt['target'], receipt['toVersion']], [`copy:${target.name}`, '1']);

        const again = await fixture.copies({}, { setting: { node: 24, variables: LATER } });
        assert.deepEqual(
          ['promoted', 'outcome', 'copiedVersion', 'previousVersion', 'receiptFile'].map((name) => again.outputs[name]),
          ['false', 'alreadyThere', '1', '', ''],
          again.log.join('\n'),
        );

        // What is left when the step dies before the receipt is noted.
        await target.deleteTag('mlops_receipt_copy', 1);
        await target.deleteTag('mlops_receipt_copy');
        const completed = await fixture.copies();
        assert.deepEqual(
          ['promoted', 'outcome', 'copiedVersion', 'receiptFile'].map((name) => completed.outputs[name]),
          ['true', 'promoted', '1', receiptFile],
          completed.log.join('\n'),
        );
        assert.equal((await target.tags(1)).get('mlops_receipt_copy'), note);
        assert.deepEqual([await fixture.copyNumbers(), fixture.breaks()], [[1], []]);
      });

      if (!isTestedWhole(under)) {
        return;
      }

      it('makes one version when two pipelines copy at once, and the loser says so', async () => {
        const fixture = await open(under);
        await fixture.proves();
        const steps = await Promise.all([{}, LATER].map((variables) => fixture.copies({}, { setting: { variables } })));
        const said = steps.flatMap(({ issues }) => issues.filter(({ type }) => type === 'error'));
        said.forEach(({ message }) => assert.match(message, /somebody else wrote (?:it )?at the same time/));
        assert.ok(said.length < 2);
        const [number, ...others] = await fixture.copyNumbers();
        assert.deepEqual(others, []);
        assert.deepEqual(
          steps.map(({ outputs }) => outputs['copiedVersion']),
          [String(number), String(number)],
        );
        const after = await fixture.copies();
        assert.equal(after.outputs['outcome'], 'alreadyThere', after.log.join('\n'));
        assert.match((await fixture.target.tags()).get('mlops_receipt_copy') ?? '', new RegExp(` v${number}$`));
      });
    });
  }
});
