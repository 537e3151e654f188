import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { systemClock } from '../../../lib/core/node/system-clock';

describe('systemClock', () => {
  it('rejects with the reason of the signal and leaves no listener on it', async () => {
    const controller = new AbortController();
    const reason = new Error('The pipeline was cancelled.');
    const asleep = systemClock.sleep(60_000, controller.signal);
    controller.abort(reason);
    await assert.rejects(asleep, reason);
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  });

  for (const { name, milliseconds } of [
    { name: '25 days, which is more than Node waits at once', milliseconds: 25 * 24 * 3_600_000 },
    { name: 'a century', milliseconds: 100 * 365 * 24 * 3_600_000 },
  ]) {
    it(`sleeps for ${name}`, async () => {
      const controller = new AbortController();
      const asleep = systemClock.sleep(milliseconds, controller.signal);
      await Promise.race([asleep.then(() => assert.fail('It woke at once.')), systemClock.sleep(5)]);
      controller.abort(new Error('enough'));
      await assert.rejects(asleep, /enough/);
    });
  }

  it('does not begin to sleep once the signal has aborted', async () => {
    await assert.rejects(systemClock.sleep(60_000, AbortSignal.abort(new Error('over'))), /over/);
  });
});
