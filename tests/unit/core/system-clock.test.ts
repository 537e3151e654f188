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

  it('does not begin to sleep once the signal has aborted', async () => {
    await assert.rejects(systemClock.sleep(60_000, AbortSignal.abort(new Error('over'))), /over/);
  });
});
