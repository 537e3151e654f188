import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Receipt } from '../../../lib/contracts/contract';
import type { EvidenceFile } from '../../../lib/contracts/read';
import { verifyEvidence } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import { readPlace, type Place } from '../../../lib/places/place';
import { previousTag, receiptTag } from '../../../lib/places/place-tags';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import type { StepResult } from '../../../local/agent/job';
import { NOT_BETTER } from '../../kit/places/evidence';
import { DIALECTS, isTestedWhole, numbers, REGISTRIES } from '../../kit/registry/registries';
import { ready, usePromotionFixtures, type PromotionFixture } from '../../kit/tasks/promote-fixture';
import { complaint } from '../../kit/tasks/register-fixture';
import { exhaustively, variants } from '../../kit/tier';

for (const under of variants(DIALECTS, 2)) {
  describe(`MLflowPromoteModel with ${under.name}`, function () {
    // Each step is its own process.
    this.timeout(60_000);
    const open = usePromotionFixtures();

    it('promotes the first model and a better second one, says so when repeated, and keeps it against one that is not better', async () => {
      const fixture = await open(under, 3);
      const first = await firstModelIsPromoted(fixture);
      const earlier = evidenceFiles(fixture.evidence);
      await betterVersionIsPromoted(fixture, first);
      await repetitionChangesNothing(fixture);
      assert.deepEqual(breaksIn(fixture.evidence, earlier), []);
      assert.match(
        breaksIn(fixture.evidence).join(),
        new RegExp(`follows the receipt ${first.sha256.slice(0, 12)} of .* not here`),
      );
      await worseVersionIsNotPromoted(fixture);
      assert.deepEqual(breaksIn(fixture.evidence), []);
    });

    if (!isTestedWhole(under)) {
      return;
    }

    it('lets no two pipelines win that promote different versions at once', async () => {
      const fixture = await ready(await open(under, 3));
      const { proof, puts, promote, holders, addFault, newFolder } = fixture;
      // Both look, and find it as it was decided, before the first one moves it.
      addFault({ ...under.moving, delayMs: 500, times: 2 });
      const steps = await Promise.all(
        [2, 3].map(async (version) => {
          const folder = newFolder();
          puts(await proof(version, 1), folder);
          return promote({ modelVersion: String(version), evidence: folder });
        }),
      );
      const green = steps.filter(({ result }) => result === 'Succeeded');
      assert.ok(green.length < 2, 'both say that they promoted theirs');
      // Two transitions at the very same moment do not archive each other; then somebody has to say so.
      const isNoticed = steps.some(({ issues }) => issues.some(({ message }) => message.includes('PLACE_CONTESTED')));
      assert.ok((await holders()).length === 1 || isNoticed, 'two champions, unnoticed');
      for (const step of steps.filter((one) => !green.includes(one))) {
        assert.match(complaint(step), /\((?:PLACE_MOVED|PLACE_CONTESTED|EVIDENCE_STALE)\)/);
      }
    });

    it('prints each change and who is where, and changes nothing, when only the plan is wanted', async () => {
      const fixture = await ready(await open(under));
      const { model, target, promote, holders, requests } = fixture;
      const before = [await model.tags(), await model.tags(2)];
      const { length } = requests;
      const step = succeeded(await promote({ modelVersion: '2', planOnly: 'true' }));
      assert.deepEqual(outcomeOf(step), { promoted: 'false', outcome: 'promoted', previousVersion: '1' });
      const log = step.log.join('\n');
      assert.match(log, new RegExp(`${target} +version 1 +version 2`));
      assert.match(log, /1\. Set mlops_compliance_sha256 = [0-9a-f]{64}.*\n.*2\. Set mlops_previous_\w+ = 1/);
      assert.match(log, /3\. Move \S+ of \S+ from version 1 to version 2.*\n.*4\. Write the receipt/);
      assert.match(log, /Nothing was changed: planOnly is set/);
      const changing = fixture.requests
        .slice(length)
        .filter(({ method, path }) => method !== 'GET' && !SEARCH.test(path));
      assert.deepEqual(changing, []);
      assert.deepEqual([await holders(), [await model.tags(), await model.tags(2)]], [[1], before]);
    });

    it('completes what a step left behind whose answer to the move was lost', async () => {
      const fixture = await ready(await open(under));
      const { model, target, promote, holders, addFault } = fixture;
      const refusal = { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'no' } };
      addFault({ ...under.moving, ...refusal, after: true });
      const lost = await promote({ modelVersion: '2' });
      assert.match(complaint(lost), /\(403 PERMISSION_DENIED\).*\nFix: Grant/s);
      assert.match(
        lost.log.join('\n'),
        /is at version 2, but its receipt is not complete\. If you re-run this stage, it completes/,
      );
      assert.deepEqual(outcomeOf(lost), { promoted: 'true', outcome: 'promoted', previousVersion: '1' });
      assert.deepEqual(await holders(), [2]);

      const next = succeeded(await promote({ modelVersion: '2' }));
      assert.deepEqual(outcomeOf(next), { promoted: 'true', outcome: 'promoted', previousVersion: '1' });
      const receipt = receiptOf(next);
      assert.deepEqual([receipt.fromVersion, receipt.toVersion], ['1', '2']);
      const tags = await model.tags();
      assert.equal(tags.get(receiptTag(readPlace(target, 'target'))), `${receipt.sha256} v2`);
    });

    exhaustively(
      'does without a verdict only when that is written, warns of it, and the receipt says who wanted it',
      async () => {
        const fixture = await open(under);
        await crowned(fixture);
        const step = succeeded(await fixture.promote({ modelVersion: '2', requireVerdict: 'none' }));
        assert.match(messages(step, 'warning'), /'requireVerdict' is none: \S+ is given without a verdict/);
        assert.match(
          receiptOf(step).evidence.waivedBy ?? '',
          /by 'requireVerdict: none' in step 'promote' of pipeline/,
        );
        assert.deepEqual(await fixture.holders(), [2]);
      },
    );

    it("gives the challenger's place for compliance alone, and lets others wait there unless they shall go", async () => {
      const fixture = await open(under);
      const { proof, puts, promote, model } = fixture;
      const isStage = under.champion.type === 'stage';
      const target = isStage ? 'stage:Staging' : 'alias:challenger';
      const { pointer } = readPlace(target, 'target');
      const waiting = async (): Promise<readonly number[]> => numbers(await model.pointer(pointer));
      for (const version of [1, 2]) {
        const { candidate, compliance } = await proof(version);
        puts({ candidate, compliance });
        succeeded(await promote({ modelVersion: String(version), target }));
      }
      assert.deepEqual(await waiting(), isStage ? [1, 2] : [2]);
      const last = await promote({ modelVersion: '2', target, archiveOthers: 'true' });
      assert.equal(outcomeOf(succeeded(last)).outcome, isStage ? 'promoted' : 'alreadyThere');
      assert.deepEqual(await waiting(), [2]);
      assert.equal((await model.tags(1)).has(VERSION_TAGS.closedOut), isStage);
    });
  });
}

async function firstModelIsPromoted({ proof, puts, promote, holders }: PromotionFixture): Promise<Receipt> {
  puts(await proof(1));
  const step = succeeded(await promote({ modelVersion: '1' }));
  assert.deepEqual(outcomeOf(step), { promoted: 'true', outcome: 'promoted', previousVersion: '' });
  assert.deepEqual(await holders(), [1]);
  const receipt = receiptOf(step);
  assert.equal(receipt.previousReceipt, undefined);
  return receipt;
}

async function betterVersionIsPromoted(fixture: PromotionFixture, first: Receipt): Promise<void> {
  const { proof, puts, promote, holders, model, target } = fixture;
  const { candidate, compliance, comparison } = await proof(2, 1);
  puts({ candidate, compliance, comparison });
  const step = succeeded(await promote({ modelVersion: '2' }, { pipelineOptions: { node: 20 } }));
  assert.deepEqual(outcomeOf(step), { promoted: 'true', outcome: 'promoted', previousVersion: '1' });
  assert.deepEqual(await holders(), [2], 'the others are archived');
  assert.equal(step.uploadedArtifacts.length, 1);
  const { fromVersion, toVersion, previousReceipt, evidence, sha256 } = receiptOf(step);
  assert.deepEqual([fromVersion, toVersion, previousReceipt], ['1', '2', first.sha256]);
  const hashes = { candidate: candidate.sha256, compliance: compliance.sha256, comparison: comparison.sha256 };
  assert.deepEqual(evidence, hashes);
  const tags = await model.tags(2);
  assert.equal(tags.get(VERSION_TAGS.compliance), compliance.sha256);
  assert.equal(tags.get(VERSION_TAGS.comparison), comparison.sha256);
  const place = readPlace(target, 'target');
  const ofModel = await model.tags();
  assert.deepEqual([ofModel.get(previousTag(place)), ofModel.get(receiptTag(place))], ['1', `${sha256} v2`]);
}

async function repetitionChangesNothing({ promote, model }: PromotionFixture): Promise<void> {
  const tags = await model.tags();
  const step = succeeded(await promote({ modelVersion: '2' }));
  assert.deepEqual(outcomeOf(step), { promoted: 'false', outcome: 'alreadyThere', previousVersion: '1' });
  assert.equal(step.outputs['receiptFile'], '');
  assert.deepEqual(await model.tags(), tags);
}

async function worseVersionIsNotPromoted(fixture: PromotionFixture): Promise<void> {
  const { proof, puts, promote, holders, model, under } = fixture;
  const tags = await model.tags();
  const challenger = readPlace(under.champion.type === 'stage' ? 'stage:Staging' : 'alias:challenger', 'target');
  await model.movePointer({ pointer: challenger.pointer, version: 3, others: 'keep' });
  puts(await proof(3, 2, { comparison: NOT_BETTER }));
  const kept = succeeded(await promote({ modelVersion: '3' }));
  assert.deepEqual(outcomeOf(kept), { promoted: 'false', outcome: 'kept', previousVersion: '2' });
  assert.match(kept.log.join('\n'), /keeping version 2 at \S+ of \S+: pr_auc 0\.79 against 0\.79 on 2,000 rows/);
  assert.equal(receiptOf(kept).action, 'keep');
  const closed = receiptsIn(fixture.evidence).find(({ action }) => action === 'closeOut');
  assert.deepEqual([closed?.target, closed?.model.version, closed?.fromVersion], [challenger.text, '3', '3']);
  assert.match(closed?.evidence.comparison ?? '', /^[0-9a-f]{64}$/);
  assert.equal(await isHeld(fixture, challenger), false);
  assert.match((await model.tags(3)).get(VERSION_TAGS.closedOut) ?? '', /^INCONCLUSIVE against version 2/);
  const red = await promote({ modelVersion: '3', failIfNotBetter: 'true' });
  assert.match(complaint(red), /^Version 3 of \S+ is not better, and version 2 keeps .*\(NOT_BETTER\)$/s);
  assert.equal(outcomeOf(red).outcome, 'kept');
  assert.deepEqual([await holders(), await model.tags()], [[2], tags]);
}

async function isHeld({ model }: PromotionFixture, { pointer }: Place): Promise<boolean> {
  return (await model.pointer(pointer)).kind !== 'absent';
}

describe('MLflowPromoteModel with a deployment job', function () {
  this.timeout(60_000);
  const open = usePromotionFixtures();
  const [unityCatalog] = REGISTRIES;

  exhaustively('warns that the job may move aliases too', async () => {
    const fixture = await ready(await open(unityCatalog));
    fixture.addFault({
      path: '/api/2.0/mlflow/unity-catalog/registered-models/get',
      merge: { registered_model: { deployment_job_id: '77' } },
      times: Infinity,
    });
    const step = succeeded(await fixture.promote({ modelVersion: '2' }));
    assert.match(
      messages(step, 'warning'),
      /has a deployment job \(77\), which starts .* and may move its aliases too/,
    );
  });
});

const SEARCH = /search|get-latest|fs\/directories/;

/** Version 1 is champion, as a promotion leaves it. */
async function crowned({ proof, puts, promote }: PromotionFixture): Promise<void> {
  puts(await proof(1));
  succeeded(await promote({ modelVersion: '1' }));
}

function succeeded(step: StepResult): StepResult {
  assert.match(step.result, /^Succeeded/, step.log.join('\n'));
  return step;
}

function outcomeOf({ outputs }: StepResult): Readonly<Record<string, string | undefined>> {
  const { promoted, outcome, previousVersion } = outputs;
  return { promoted, outcome, previousVersion };
}

function receiptOf({ outputs }: StepResult): Receipt {
  return JSON.parse(readFileSync(outputs['receiptFile'] ?? '', 'utf8')) as Receipt;
}

function messages({ issues }: StepResult, kind: string): string {
  return issues
    .filter(({ type }) => type === kind)
    .map(({ message }) => message)
    .join('\n');
}

function receiptsIn(folder: string): readonly Receipt[] {
  return evidenceFiles(folder)
    .map(({ text }) => JSON.parse(text) as Receipt)
    .filter(({ kind }) => kind === 'receipt');
}

/** What does not hold in the folder and these files together. */
function breaksIn(folder: string, files: readonly EvidenceFile[] = []): readonly string[] {
  const { breaks, versions } = verifyEvidence([...evidenceFiles(folder), ...files], sha256Hex);
  return [...breaks, ...versions.flatMap((one) => one.breaks)].map(({ what }) => what);
}
