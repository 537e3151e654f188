import assert from 'node:assert/strict';
import { formatProblem, positionsIn } from '../../../lib/yaml/position';

describe('positionsIn', () => {
  const text = 'ab\r\n\ncd';
  const CASES = [
    { offset: 0, line: 1, column: 1 },
    { offset: 1, line: 1, column: 2 },
    { offset: 4, line: 2, column: 1 },
    { offset: 5, line: 3, column: 1 },
    { offset: 7, line: 3, column: 3 },
  ];
  for (const { offset, line, column } of CASES) {
    it(`finds offset ${offset} at ${line}:${column}`, () => {
      assert.deepEqual(positionsIn(text, 'x.yml')(offset), { file: 'x.yml', line, column });
    });
  }

  it('is written the way editors make a link of', () => {
    const at = { file: 'runs/train.yml', line: 3, column: 5 };
    assert.equal(formatProblem({ at, message: 'no' }), 'runs/train.yml:3:5: no');
  });
});
