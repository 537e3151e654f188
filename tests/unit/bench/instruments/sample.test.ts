import assert from 'node:assert/strict';
import { mean, median } from '../../../../bench/instruments/sample';

describe('the middle of a sample', () => {
  for (const { values, middle } of [
    { values: [3], middle: 3 },
    { values: [10, 1, 2], middle: 2 },
    { values: [4, 1, 100, 2], middle: 3 },
    { values: [], middle: Number.NaN },
  ]) {
    it(`is ${middle} for [${values.join(', ')}]`, () => assert.equal(median(values), middle));
  }

  it('is not the mean', () => assert.equal(mean([1, 2, 9]), 4));
});
