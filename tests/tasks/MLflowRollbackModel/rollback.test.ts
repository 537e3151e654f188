import assert from 'node:assert/strict';
import { receiptTag } from '../../../lib/places/place-tags';
import { DIALECTS } from '../../kit/registry/registries';
import { useRollbackFixtures } from '../../kit/tasks/rollback-fixture';
import { requireRolledBack } from '../../kit/tasks/rolled-back';
import { exhaustively, variants } from '../../kit/tier';

const AGAIN = { 'System.PlanId': '00000000-0000-4000-8000-000000000002' };

describe('MLflowRollbackModel', function () {
  this.timeout(120_000);
  const open = useRollbackFixtures();

  for (const under of variants(DIALECTS)) {
    describe(`with ${under.name}`, () => {
      it('gives the place back with a receipt, and says so when it is run again', async () => {
        const fixture = await open(under);
        const step = await fixture.rollBack({}, { pipelineOptions: { node: 20 } });
        await requireRolledBack(fixture, step);
        assert.match(step.log.join('\n'), /version 2 +version 1/);
        assert.equal(step.uploadedArtifacts.length, 1);
        assert.equal(step.outputs['receiptFile']?.startsWith(fixture.evidence), true);

        const tags = await fixture.model.tags();
        const again = await fixture.rollBack({}, { pipelineOptions: { variables: AGAIN } });
        assert.equal(again.result, 'Succeeded', again.log.join('\n'));
        assert.match(again.log.join('\n'), /went back from version 2 to version 1 already/);
        assert.deepEqual([again.outputs['rolledBackTo'], again.outputs['receiptFile']], ['1', '']);
        assert.deepEqual([again.uploadedArtifacts, await fixture.model.tags()], [[], tags]);
      });

      it('changes nothing when only the plan is wanted', async () => {
        const fixture = await open(under);
        const tags = await fixture.model.tags();
        const { result, outputs, log } = await fixture.rollBack({ planOnly: 'true' });
        assert.equal(result, 'Succeeded', log.join('\n'));
        assert.deepEqual([outputs['rolledBackTo'], outputs['rolledBackFrom'], outputs['receiptFile']], ['1', '2', '']);
        assert.deepEqual([await fixture.holders(), await fixture.model.tags()], [[2], tags]);
      });

      exhaustively('never leaves the place to nobody or to both when two roll back at once', async () => {
        const fixture = await open(under);
        const steps = await Promise.all(
          [{}, AGAIN].map((variables) => fixture.rollBack({}, { pipelineOptions: { variables, speed: 20 } })),
        );
        assert.ok(steps.some(({ result }) => result === 'Succeeded'));
        for (const { result, issues } of steps) {
          assert.ok(result === 'Succeeded' || issues.at(-1)?.message.endsWith('(PLACE_CONTESTED)'));
        }
        assert.deepEqual(await fixture.holders(), [1]);
        assert.equal((await fixture.rollBack()).result, 'Succeeded');
        assert.match((await fixture.model.tags()).get(receiptTag(fixture.place)) ?? '', / v1$/);
      });
    });
  }
});
