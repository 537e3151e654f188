import assert from 'node:assert/strict';
import { readBack } from '../../../lib/core/read-back';
import { VirtualClock } from '../../kit/virtual-clock';

describe('readBack', () => {
  it('does not wait when the first read shows what was written', async () => {
    const clock = new VirtualClock();
    const result = await readBack(
      () => Promise.resolve(2),
      (seen) => seen === 2,
      { clock },
    );
    assert.deepEqual(result, { isOurs: true, seen: 2 });
    assert.deepEqual(clock.slept, []);
  });

  it('reads past what was there before', async () => {
    const clock = new VirtualClock();
    const reads = [1, 1, 2];
    const result = await readBack(
      () => Promise.resolve(reads.shift() ?? 0),
      (seen) => seen === 2,
      { clock },
    );
    assert.deepEqual(result, { isOurs: true, seen: 2 });
    assert.deepEqual(clock.slept, [250, 500]);
  });

  it('returns the current value after half a minute', async () => {
    const clock = new VirtualClock();
    const result = await readBack(
      () => Promise.resolve(3),
      (seen) => seen === 2,
      { clock },
    );
    assert.deepEqual(result, { isOurs: false, seen: 3 });
    assert.ok(clock.now() > 25_000 && clock.now() <= 30_000, String(clock.now()));
  });

  it('does not hide that a read failed', async () => {
    const fails = readBack(
      () => Promise.reject(new Error('no')),
      () => true,
      { clock: new VirtualClock() },
    );
    await assert.rejects(fails, { message: 'no' });
  });

  it('stops waiting when the pipeline is cancelled', async () => {
    const canceled = new AbortController();
    const clock = new VirtualClock({ advance: 'manual' });
    const reading = readBack(
      () => Promise.resolve(1),
      () => false,
      { clock, signal: canceled.signal },
    );
    await Promise.resolve();
    canceled.abort(new Error('canceled'));
    await assert.rejects(reading, { message: 'canceled' });
    assert.equal(clock.sleeping, 0);
  });
});
