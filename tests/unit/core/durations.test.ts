import assert from 'node:assert/strict';
import { formatDuration } from '../../../lib/core/durations';

describe('formatDuration', () => {
  const CASES: readonly (readonly [milliseconds: number, text: string])[] = [
    [0, '0 ms'],
    [999, '999 ms'],
    [1000, '1 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [250_000, '4 min 10 s'],
    [3_599_999, '59 min 59 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
    [172_800_000, '48 h'],
  ];
  for (const [milliseconds, text] of CASES) {
    it(`writes ${milliseconds} as ${text}`, () => assert.equal(formatDuration(milliseconds), text));
  }
});
