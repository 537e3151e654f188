import assert from 'node:assert/strict';
import { Interpreters } from '../../../../local/workspace/execution/interpreters';

describe('the Python of a run', () => {
  const notMade = { interpreter: undefined, ready: () => Promise.resolve('made') };
  const own = { ready: () => Promise.resolve('own') };
  const cold = { address: undefined, start: () => undefined };

  const choices: readonly { code: string; python: string }[] = [
    { code: 'print(1)', python: 'plain' },
    { code: 'sparkling = 1', python: 'plain' },
    { code: 'spark.table("t")', python: 'made' },
    { code: 'import mlflow.sklearn', python: 'made' },
    { code: 'from pandas import DataFrame', python: 'made' },
    { code: '# MAGIC %sql\n# MAGIC SELECT 1', python: 'made' },
  ];
  for (const { code, python } of choices) {
    it(`is the ${python} one for ${JSON.stringify(code)} until the packages are installed`, async () => {
      assert.equal(
        (await new Interpreters({ bare: 'plain', packaged: notMade, own, warm: cold }).for(code, undefined)).python,
        python,
      );
    });
  }

  it('is the one with packages for everything after their installation', async () => {
    const made = { interpreter: 'there', ready: () => Promise.reject(new Error('made again')) };
    assert.equal(
      (await new Interpreters({ bare: 'plain', packaged: made, own, warm: cold }).for('print(1)', undefined)).python,
      'there',
    );
  });
});
