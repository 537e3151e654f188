import assert from 'node:assert/strict';
import { scoring, useBatchFixtures } from '../../kit/tasks/batch-fixture';
import { onDialect } from '../../kit/tasks/train-fixture';

describe('DatabricksBatchScore with a new champion', function () {
  this.timeout(180_000);
  const open = useBatchFixtures();

  it('has nothing to compare its first batch with', async () => {
    const { puts, score, proofs, warehouse } = await open(onDialect('unityCatalog'));
    const inputs = {
      expectedVersion: 'alias:champion',
      warehouseId: await warehouse(),
      checks: '{minimum: 0, maximum: 1}',
    };
    puts(scoring());
    await score(inputs);
    puts(scoring({ version: '"2"', prediction: '0.99' }));
    await score(inputs, { name: 'other' });
    const other = proofs().find(({ batch }) => batch.id.endsWith('other-1'));
    const shift = other?.checks.find(({ check }) => check === 'shift');
    assert.deepEqual(shift, {
      check: 'shift',
      outcome: 'skipped',
      message: 'No earlier batch of this version with numbers to compare with.',
    });
  });
});
