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

  it('begins nothing more once something has failed', async () => {
    const begun: number[] = [];
    const failing = sideBySide([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      if (item === 1) {
        throw new Error('lost');
      }
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    });
    await assert.rejects(failing, /lost/);
    for (let turn = 0; turn < 5; turn++) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    assert.deepEqual(begun, [1, 2]);
  });

  it('gives nothing for nothing, and fails with the work', async () => {
    assert.deepEqual(await sideBySide([], 8, () => Promise.resolve(1)), []);
    await assert.rejects(
      sideBySide([1], 8, () => Promise.reject(new Error('lost'))),
      /lost/,
    );
  });
});
