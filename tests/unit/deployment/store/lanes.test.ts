import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { openLanes } from '../../../../lib/deployment/store/lanes';

const never = new AbortController().signal;

describe('lanes', () => {
  it('do everything once, so many at a time', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await openLanes(3, never).each([1, 2, 3, 4, 5, 6, 7], async (item) => {
      most = Math.max(most, ++running);
      await turn();
      running--;
      done.push(item);
    });
    assert.deepEqual([most, done.toSorted((one, other) => one - other)], [3, [1, 2, 3, 4, 5, 6, 7]]);
  });

  it('begin nothing after a failure, wait for what is under way, and throw the first one', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const work = async (item: number): Promise<void> => {
      begun.push(item);
      await turn();
      if (item < 3) {
        throw new Error(`failure ${item}`);
      }
      await turn();
      ended.push(item);
    };
    await assert.rejects(openLanes(3, never).each([1, 2, 3, 4, 5], work), /failure 1/);
    assert.deepEqual([begun, ended], [[1, 2, 3], [3]]);
  });

  it('begin nothing after the signal', async () => {
    const cancellation = new AbortController();
    const begun: number[] = [];
    const work = async (item: number): Promise<void> => {
      begun.push(item);
      cancellation.abort(new Error('cancelled'));
    };
    await assert.rejects(openLanes(1, cancellation.signal).each([1, 2], work), /cancelled/);
    assert.deepEqual(begun, [1]);
  });
});
