import assert from 'node:assert/strict';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import { pointerAnswer } from '../../kit/registry/answers';
import { DIALECTS } from '../../kit/registry/registries';
import { DENIED, PASSING_CHANGES, SETS_TAG, UNHEARD } from '../../kit/tasks/mishaps';
import { complaint } from '../../kit/tasks/register-fixture';
import { useRollbackFixtures } from '../../kit/tasks/rollback-fixture';
import { requireRolledBack } from '../../kit/tasks/rolled-back';
import { exhaustively, variants } from '../../kit/tier';

const RECEIPT_MISSING = /An earlier run moved \S+ back to version 1\. Its receipt is still missing/;
/** Which tag of a rollback is refused, who holds the place then, and what the next run says. */
const HALF_WAY: readonly {
  readonly what: string;
  readonly skip: number;
  readonly held: number;
  readonly next: RegExp;
}[] = [
  { what: 'after the switch', skip: 1, held: 1, next: RECEIPT_MISSING },
  { what: 'before the switch', skip: 0, held: 2, next: /version 2 → version 1/ },
  { what: 'at the receipt', skip: 2, held: 1, next: RECEIPT_MISSING },
];

describe('MLflowRollbackModel', function () {
  this.timeout(120_000);
  const open = useRollbackFixtures();

  for (const under of variants(DIALECTS)) {
    describe(`with ${under.name}`, () => {
      const { moving, reading, kind } = under;

      for (const [what, fault] of variants(PASSING_CHANGES)) {
        it(`survives that the switch ${what}`, async () => {
          const fixture = await open(under);
          fixture.addFault({ ...moving, ...fault });
          await requireRolledBack(fixture, await fixture.rollBack({}, { pipelineOptions: { speed: 20 } }));
        });
      }

      exhaustively('survives that the first read after the switch is stale', async () => {
        const fixture = await open(under);
        const body = await pointerAnswer(under, fixture.endpoint);
        // Who holds the place is read at the start, right before the switch and after it.
        fixture.addFault({ ...reading, skip: 2, status: 200, body });
        await requireRolledBack(fixture, await fixture.rollBack({}, { pipelineOptions: { speed: 20 } }));
      });

      it('names the grant when it may not move the place, which stays as it was', async () => {
        const fixture = await open(under);
        fixture.addFault({ ...moving, ...DENIED });
        const grant = { unityCatalog: 'MANAGE', workspace: 'Can Manage Production Versions', mlflow: 'EDIT' }[kind];
        const said = complaint(await fixture.rollBack());
        assert.match(said, new RegExp(`not yours[^]*\\nFix: Grant [^]*${grant}`));
        assert.match(said, /\(PERMISSION_MISSING\)$/);
        assert.deepEqual(await fixture.holders(), [2]);
      });

      for (const { what, skip, held, next } of variants(HALF_WAY, 0)) {
        it(`is completed by the next run when it was refused ${what}`, async () => {
          const fixture = await open(under);
          fixture.addFault({ method: 'POST', path: SETS_TAG, skip, ...DENIED });
          const step = await fixture.rollBack();
          assert.match(complaint(step), /\(PERMISSION_MISSING\)$/);
          assert.match(step.log.join('\n'), /If you re-run this stage, it looks who holds the place/);
          assert.deepEqual(await fixture.holders(), [held]);
          const again = await fixture.rollBack();
          await requireRolledBack(fixture, again);
          assert.match(again.log.join('\n'), next);
        });
      }

      exhaustively(
        'is completed by the next run when the pipeline was cancelled while the answer to the switch was lost',
        async () => {
          const fixture = await open(under);
          fixture.addFault({ ...moving, ...UNHEARD });
          const pipeline = new AbortController();
          const switching = fixture.nextRequest(moving);
          const running = fixture.rollBack({}, { signal: pipeline.signal });
          await switching;
          pipeline.abort();
          const step = await running;
          assert.equal(step.result, 'Canceled', step.log.join('\n'));
          assert.deepEqual([step.outputs['rolledBackTo'], step.outputs['rolledBackFrom']], ['1', '2']);
          assert.match(step.log.join('\n'), /If you re-run this stage, it looks who holds the place/);
          assert.equal((await fixture.model.tags(2)).get(VERSION_TAGS.rolledBack), undefined);
          await requireRolledBack(fixture, await fixture.rollBack());
        },
      );
    });
  }
});
