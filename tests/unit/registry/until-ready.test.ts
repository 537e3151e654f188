import assert from 'node:assert/strict';
import { readVersion } from '../../../lib/mlflow/version';
import type { Dialect } from '../../../lib/registry/dialects/dialect';
import { RegisteredModel } from '../../../lib/registry/registered-model';
import { untilReady } from '../../../lib/registry/until-ready';
import { VirtualClock } from '../../kit/virtual-clock';

/** A model whose version 1 goes through these statuses, one with each look. */
function modelWith(statuses: readonly string[]): RegisteredModel {
  const left = [...statuses];
  const version: Dialect['version'] = (model) => {
    const status = left.length > 1 ? left.shift() : left[0];
    return Promise.resolve(readVersion({ version: 1, created_at: 1, status, status_message: 'why' }, model));
  };
  return new RegisteredModel('churn', { version } as Dialect, { clock: new VirtualClock() });
}

describe('untilReady', () => {
  it('does not wait for a version that is ready', async () => {
    const clock = new VirtualClock();
    assert.equal((await untilReady(modelWith(['READY']), 1, { clock })).status, 'READY');
    assert.deepEqual(clock.slept, []);
  });

  it('waits while it is pending', async () => {
    const clock = new VirtualClock();
    const model = modelWith(['PENDING_REGISTRATION', 'PENDING_REGISTRATION', 'READY']);
    assert.equal((await untilReady(model, 1, { clock })).status, 'READY');
    assert.equal(clock.slept.length, 2);
  });

  for (const [statuses, message] of [
    [['FAILED_REGISTRATION'], 'Version 1 of churn is not ready (FAILED_REGISTRATION: why).'],
    [['PENDING_REGISTRATION', 'FAILED_REGISTRATION'], 'Version 1 of churn is not ready (FAILED_REGISTRATION: why).'],
    [['DANCING'], 'Version 1 of churn is not ready (DANCING: why).'],
    [['PENDING_REGISTRATION'], 'Version 1 of churn is not ready (PENDING_REGISTRATION: why) after 10 min.'],
  ] as const) {
    it(`refuses ${statuses.join(', then ')}`, async () => {
      const ready = untilReady(modelWith(statuses), 1, { clock: new VirtualClock() });
      await assert.rejects(ready, { code: 'VERSION_NOT_READY', message });
    });
  }

  it('stops waiting when the pipeline is cancelled', async () => {
    const canceled = new AbortController();
    const clock = new VirtualClock();
    clock.at(12_000, () => canceled.abort(new Error('canceled')));
    const ready = untilReady(modelWith(['PENDING_REGISTRATION']), 1, { clock, signal: canceled.signal });
    await assert.rejects(ready, { message: 'canceled' });
  });
});
