import assert from 'node:assert/strict';
import { populationStability } from '../../../lib/batch/shift';
import { readStatement } from '../../../lib/batch/statement';

const GOOD = '{"inputTable": "a.b.c", "inputVersion": 7, "batchId": "b-1"}';

describe('the statement of a batch', () => {
  for (const { from, text } of [
    { from: 'an exit value', text: GOOD },
    { from: 'the last line that was printed', text: `loading\nscored\n${GOOD}\n` },
    { from: 'a version as text', text: GOOD.replace('7', '"7"') },
  ]) {
    it(`is read from ${from}`, () => {
      assert.deepEqual(readStatement(text), { statement: { inputTable: 'a.b.c', inputVersion: 7, batchId: 'b-1' } });
    });
  }

  for (const text of [
    '',
    'done',
    '[]',
    '{}',
    GOOD.replace('7', 'null'),
    GOOD.replace('7', '-1'),
    GOOD.replace('7', 'true'),
    GOOD.replace('"b-1"', '1'),
  ]) {
    it(`is not ${text === '' ? 'an empty exit value' : text}`, () => {
      const reading = readStatement(text);
      assert.ok('problem' in reading && reading.problem.endsWith('.'));
    });
  }
});

describe('the population stability index', () => {
  const before = new Map([
    ['0', 50],
    ['1', 50],
  ]);

  it('is 0 for equal shares, whatever the number of rows', () => {
    assert.ok(
      Math.abs(
        populationStability(
          before,
          new Map([
            ['0', 5000],
            ['1', 5000],
          ]),
        ),
      ) < 1e-9,
    );
  });

  it('is large when a bin empties, and finite', () => {
    const shifted = populationStability(before, new Map([['1', 100]]));
    assert.ok(shifted > 0.25 && Number.isFinite(shifted));
  });
});
