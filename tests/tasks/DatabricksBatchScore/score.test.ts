import assert from 'node:assert/strict';
import { scoring, useBatchFixtures } from '../../kit/tasks/batch-fixture';
import { onDialect } from '../../kit/tasks/train-fixture';
import { exhaustively } from '../../kit/tier';

describe('DatabricksBatchScore', function () {
  this.timeout(180_000);
  const open = useBatchFixtures();
  const under = onDialect('unityCatalog');

  it('proves on a warehouse that the champion scored every row, and compares with the batch before', async () => {
    const { puts, score, proofs, warehouse } = await open(under);
    puts(scoring());
    const inputs = {
      expectedVersion: 'alias:champion',
      warehouseId: await warehouse(),
      checks: '{minimum: 0, maximum: 1}',
    };
    const first = await score(inputs);
    assert.equal(first.result, 'Succeeded', first.log.join('\n'));
    const again = await score(inputs, { name: 'again' });
    assert.equal(again.result, 'Succeeded', again.log.join('\n'));
    assert.deepEqual([again.outputs['scoredVersion'], again.outputs['scoredRows']], ['1', '3']);
    assert.match(again.log.join('\n'), /Scored 3 rows, 100% by version 1$/m);
    const proof = proofs().find(({ batch }) => batch.id.endsWith('again-1'));
    assert.ok(proof);
    assert.deepEqual(proof.expected, { place: 'alias:champion', atStart: '1', atEnd: '1' });
    assert.deepEqual(proof.output.byVersion, [{ version: '1', rows: 3 }]);
    assert.match(proof.checks.find(({ check }) => check === 'shift')?.message ?? '', /PSI 0\.000/);
  });

  it('is red with numbers when rows are lost, scored by another version, or without a prediction', async () => {
    const { puts, score, proofs, warehouse } = await open(under);
    puts(scoring({ rows: '2', version: '"2" if row == 1 else "1"', prediction: 'None if row == 0 else 0.5' }));
    const { result, log, outputs } = await score({ warehouseId: await warehouse() });
    assert.equal(result, 'Failed');
    const text = log.join('\n');
    assert.match(text, /rows: It wrote 2 rows, but main\.default\.current at version 0 has 3 rows: 1 row missing\./);
    assert.match(text, /version: Expected all rows by version 1, but 1 row by version 2\./);
    assert.match(text, /missing: 1 row of 2 rows without a prediction; 0 are allowed\./);
    assert.match(text, /Fix: Do not use its rows/);
    assert.deepEqual([outputs['scoredVersion'], outputs['scoredRows']], ['', '2']);
    assert.equal(proofs()[0]?.verdict, 'NOT_PROVED');
  });

  exhaustively(
    'is not proven without the statement of the batch, and proves by a job where there is no warehouse',
    async () => {
      const { puts, score } = await open(under);
      puts(scoring({ exit: '"done"' }));
      const silent = await score();
      assert.equal(silent.result, 'Failed');
      assert.match(
        silent.log.join('\n'),
        /not proven\. The batch ended with the exit value 'done', which is not a JSON object/,
      );
      puts(scoring());
      const proven = await score({}, { name: 'again' });
      assert.equal(proven.result, 'Succeeded', proven.log.join('\n'));
    },
  );
});
