import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseJson, scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import type { Evidence } from '../../kit/places/evidence';
import { DIALECTS, QUICKEST_FIRST } from '../../kit/registry/registries';
import { useCopyFixtures, type CopyFixture } from '../../kit/tasks/copy-fixture';
import { exhaustively, variants } from '../../kit/tier';

const LATER = { 'System.PlanId': '00000000-0000-4000-8000-000000000002' };
const RECEIPT = 'mlops_receipt_copy';
const STAMPS = { mlops_commit: 'c0ffee', mlops_source: 'of the run', mlops_closed_out: 'version 2 took its place' };

describe('MLflowPromoteModel that copies', function () {
  // The run on Databricks has to load MLflow first.
  this.timeout(180_000);
  const open = useCopyFixtures();

  exhaustively('copies on a plain MLflow server without any connection', async () => {
    const under = DIALECTS.find(({ kind }) => kind === 'mlflow');
    assert.ok(under);
    const fixture = await open(under);
    await fixture.proves();
    for (const outcome of ['promoted', 'alreadyThere']) {
      const { result, outputs, log } = await fixture.copies({ connection: '' });
      assert.deepEqual([result, outputs['outcome']], ['Succeeded', outcome], log.join('\n'));
    }
  });

  for (const under of variants(DIALECTS)) {
    describe(`with ${under.name}`, () => {
      it('copies a better version once, with all that is said of it, and completes what an earlier run began', async () => {
        const fixture = await open(under);
        const { comparison } = await betterVersionWithTags(fixture);
        await planMakesNothing(fixture);
        const copy = await copyIsMadeWithReceipt(fixture);
        await copySaysWhatItsSourceSays(fixture, comparison.sha256, copy.note);
        await repetitionFindsTheCopy(fixture);
        await deadCopyIsCompleted(fixture, copy);
      });
    });
  }

  for (const under of variants(QUICKEST_FIRST)) {
    describe(`with ${under.name}`, () => {
      exhaustively('makes one version when two pipelines copy at once, and the loser says so', async () => {
        const fixture = await open(under);
        await fixture.proves();
        const steps = await Promise.all(
          [{}, LATER].map((variables) => fixture.copies({}, { pipelineOptions: { variables } })),
        );
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

async function betterVersionWithTags({ model, proves }: CopyFixture): Promise<Evidence> {
  await model.setTags({ 'risk.tier': 'low', ...STAMPS }, 1);
  await model.describe('Churn, **weekly**', 1);
  return proves();
}

async function planMakesNothing(fixture: CopyFixture): Promise<void> {
  const { result, outputs, log } = await fixture.copies({ planOnly: 'true' });
  assert.equal(result, 'Succeeded', log.join('\n'));
  assert.match(log.join('\n'), /1\. Copy version 1 of \S+ to a new version of .*\n.*2\. Write the receipt/s);
  assert.deepEqual([outputs['promoted'], outputs['outcome']], ['false', 'promoted']);
  assert.equal(await fixture.target.exists(), false);
}

interface MadeCopy {
  readonly receiptFile: string;
  /** As the tag has it. */
  readonly note: string;
}

async function copyIsMadeWithReceipt(fixture: CopyFixture): Promise<MadeCopy> {
  const { result, outputs, log, uploadedArtifacts } = await fixture.copies();
  assert.equal(result, 'Succeeded', log.join('\n'));
  const { promoted, outcome, copiedVersion, previousVersion, receiptFile = '', candidateFile = '' } = outputs;
  assert.deepEqual([promoted, outcome, copiedVersion, previousVersion], ['true', 'promoted', '1', '']);
  assert.equal(uploadedArtifacts.length, 2);
  const candidate = jsonIn(candidateFile);
  assert.equal((candidate['model'] as JsonObject)['name'], fixture.target.name);
  const receipt = jsonIn(receiptFile);
  assert.deepEqual([receipt['target'], receipt['toVersion']], [`copy:${fixture.target.name}`, '1']);
  assert.deepEqual(fixture.breaks(), []);
  return { receiptFile, note: `${scalarText(receipt['sha256'])} v1` };
}

async function copySaysWhatItsSourceSays(
  { model, target }: CopyFixture,
  comparison: string,
  note: string,
): Promise<void> {
  const version = await target.version(1);
  assert.deepEqual([version.status, version.description], ['READY', 'Churn, **weekly**']);
  const original = await model.digest(await model.version(1));
  assert.ok(original.files !== undefined);
  assert.equal((await target.digest(version)).files, original.files);
  const tags = await target.tags(1);
  assert.match(tags.get('mlops_source') ?? '', /^[0-9a-f]{64}$/);
  const keys = ['risk.tier', 'mlops_commit', 'mlops_closed_out', 'mlops_comparison_sha256', RECEIPT];
  assert.deepEqual(
    keys.map((key) => tags.get(key)),
    ['low', 'c0ffee', undefined, comparison, note],
  );
  assert.equal((await target.tags()).get(RECEIPT), note);
}

async function repetitionFindsTheCopy(fixture: CopyFixture): Promise<void> {
  const { outputs, log } = await fixture.copies({}, { pipelineOptions: { node: 20, variables: LATER } });
  assert.deepEqual(
    ['promoted', 'outcome', 'copiedVersion', 'previousVersion', 'receiptFile'].map((name) => outputs[name]),
    ['false', 'alreadyThere', '1', '', ''],
    log.join('\n'),
  );
}

/** As after a step that died before it noted the receipt. */
async function deadCopyIsCompleted(fixture: CopyFixture, { receiptFile, note }: MadeCopy): Promise<void> {
  await fixture.target.deleteTag(RECEIPT, 1);
  await fixture.target.deleteTag(RECEIPT);
  const { outputs, log } = await fixture.copies();
  assert.deepEqual(
    ['promoted', 'outcome', 'copiedVersion', 'receiptFile'].map((name) => outputs[name]),
    ['true', 'promoted', '1', receiptFile],
    log.join('\n'),
  );
  assert.equal((await fixture.target.tags(1)).get(RECEIPT), note);
  assert.deepEqual([await fixture.copyNumbers(), fixture.breaks()], [[1], []]);
}

function jsonIn(file: string): JsonObject {
  return parseJson(readFileSync(file, 'utf8')) as JsonObject;
}
