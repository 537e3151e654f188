import assert from 'node:assert/strict';
import { seededRandom } from '../../../../bench/instruments/seeded-random';

describe('seeded random numbers', () => {
  it('lie in [0, 1) and cover it evenly', () => {
    const random = seededRandom(7);
    const numbers = Array.from({ length: 10_000 }, random);
    assert.ok(numbers.every((number) => number >= 0 && number < 1));
    const tenths = numbers.reduce<readonly number[]>(
      (counts, number) => counts.with(Math.floor(number * 10), (counts[Math.floor(number * 10)] ?? 0) + 1),
      Array<number>(10).fill(0),
    );
    assert.ok(
      tenths.every((count) => count > 800 && count < 1200),
      tenths.join(' '),
    );
  });

  it('are the same for the same seed and others for another', () => {
    const firstOf = (seed: number): number => seededRandom(seed)();
    assert.equal(firstOf(1), firstOf(1));
    assert.notEqual(firstOf(1), firstOf(2));
  });
});
