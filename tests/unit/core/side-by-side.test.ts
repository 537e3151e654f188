import assert from 'node:assert/strict';
import { sideBySide } from '../../../lib/core/side-by-side';

describe('sideBySide', () => {
  it('keeps the order of the items, and never does more at a time than it may', async () => {
    const open: (() => void)[] = [];
    let most = 0;
    const done = sideBySide([3, 1, 2], 2, async (item) => {
      await new Promise<void>((resolve) => {
        open.push(resolve);
      });
      return item * 10;
    });
    for (let ended = 0; ended < 3; ended++) {
      most = Math.max(most, open.length);
      // The last one that began ends first.
      open.pop()?.();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    assert.deepEqual(await done, [30, 10, 20]);
    assert.equal(most, 2);
  });

  it('gives nothing for nothing, and fails with the work', async () => {
    assert.deepEqual(await sideBySide([], 8, () => Promise.resolve(1)), []);
    await assert.rejects(
      sideBySide([1], 8, () => Promise.reject(new Error('lost'))),
      /lost/,
    );
  });
});
