import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Receipt } from '../../../lib/contracts/contract';
import { verifyEvidence } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import { readPlace } from '../../../lib/places/place';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import type { StepResult } from '../../../local/agent/job';
import { numbers, REGISTRIES } from '../../kit/registry/registries';
import { usePromotionFixtures, type PromotionFixture } from '../../kit/tasks/promote-fixture';
import { complaint } from '../../kit/tasks/register-fixture';
import { exhaustively, variants } from '../../kit/tier';

for (const under of variants(REGISTRIES)) {
  describe(`MLflowPromoteModel with target closeOut, ${under.name}`, function () {
    // Each step is its own process.
    this.timeout(60_000);
    const open = usePromotionFixtures();
    const challenger = readPlace(under.kind === 'workspace' ? 'stage:Staging' : 'alias:challenger', 'target');
    const holders = async ({ model }: PromotionFixture): Promise<readonly number[]> =>
      numbers(await model.pointer(challenger.pointer));

    it('takes a rejected candidate off with a receipt, so that the next one follows without a gap', async () => {
      const fixture = await open(under, 3);
      const { promote, proof, puts, model } = fixture;
      puts(await proof(2, undefined));
      const first = receiptOf(succeeded(await promote({ modelVersion: '2', target: challenger.text })));
      const planned = succeeded(await promote({ modelVersion: '2', target: 'closeOut', planOnly: 'true' }));
      assert.match(
        planned.log.join('\n'),
        /2\. (?:Take alias:challenger from|Archive) version 2.*\n.*Nothing was changed/,
      );
      assert.equal(planned.outputs['receiptFile'], '');
      assert.deepEqual(await holders(fixture), [2]);

      const step = succeeded(await promote({ modelVersion: '2', target: 'closeOut' }));
      assert.deepEqual([step.outputs['promoted'], step.outputs['outcome']], ['false', 'kept']);
      assert.deepEqual(await holders(fixture), []);
      assert.match(
        String(step.summaries[0]?.content),
        /^## Version 2 of \S+ was not promoted\n\nProduction is unchanged: (?:alias:champion|stage:Production) is at nobody\.\n$/,
      );
      const closed = receiptOf(step);
      assert.deepEqual(
        [closed.action, closed.target, closed.fromVersion, closed.toVersion, closed.reason, closed.previousReceipt],
        ['closeOut', challenger.text, '2', undefined, 'not promoted by churn', first.sha256],
      );
      assert.equal((await model.tags(2)).get(VERSION_TAGS.closedOut), closed.reason);
      assert.equal(closed.evidence.candidate, first.evidence.candidate);
      assert.match(closed.plan.join('\n'), /^Set mlops_closed_out = .*\n(?:Take|Archive) /);

      puts(await proof(3, undefined), fixture.evidence);
      const next = receiptOf(succeeded(await promote({ modelVersion: '3', target: challenger.text })));
      assert.deepEqual([next.fromVersion, next.previousReceipt], [undefined, first.sha256]);
      const files = evidenceFiles(fixture.evidence);
      const receipts = [first, closed, next].map((receipt) => ({
        name: `receipt-${receipt.sha256}.json`,
        text: JSON.stringify(receipt),
      }));
      const known = new Set(files.map(({ text }) => (JSON.parse(text) as Receipt).sha256));
      const missing = receipts.filter(({ text }) => !known.has((JSON.parse(text) as Receipt).sha256));
      const { versions } = verifyEvidence([...files, ...missing], sha256Hex);
      assert.deepEqual(
        versions.flatMap(({ breaks }) => breaks).filter(({ kind }) => kind === 'disagreement'),
        [],
      );
    });

    exhaustively('writes the receipt again when an earlier attempt may have ended before it', async () => {
      const fixture = await open(under);
      const { model, promote } = fixture;
      await model.setTags({ [VERSION_TAGS.closedOut]: 'INFERIOR against version 1' }, 2);
      const closed = receiptOf(succeeded(await promote({ modelVersion: '2', target: 'closeOut' })));
      assert.deepEqual([closed.reason, closed.fromVersion], ['INFERIOR against version 1', undefined]);
    });

    it('never closes a champion out', async () => {
      const fixture = await open(under);
      const { model, promote, holders: champions } = fixture;
      await model.movePointer({ pointer: under.champion, version: 1, others: 'archive' });
      const refused = await promote({ modelVersion: '1', target: 'closeOut' });
      assert.match(
        complaint(refused),
        /^Version 1 of \S+ holds (?:alias:champion|stage:Production), .*\(CLOSE_OUT_REFUSED\)$/s,
      );
      assert.deepEqual(await champions(), [1]);
      assert.equal((await model.tags(1)).has(VERSION_TAGS.closedOut), false);
      assert.deepEqual(evidenceFiles(fixture.evidence), []);
    });
  });
}

function succeeded(step: StepResult): StepResult {
  assert.match(step.result, /^Succeeded/, step.log.join('\n'));
  return step;
}

function receiptOf({ outputs }: StepResult): Receipt {
  return JSON.parse(readFileSync(outputs['receiptFile'] ?? '', 'utf8')) as Receipt;
}
