import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { firstAnswer } from '../../../../lib/runs/start/first-answer';
import { VirtualClock } from '../../../kit/virtual-clock';

interface Asked {
  readonly signal: AbortSignal;
  readonly answer: (value: string) => void;
  readonly fail: (error: Error) => void;
}

function newFixture() {
  const clock = new VirtualClock({ advance: 'manual' });
  const pipeline = new AbortController();
  const asked: Asked[] = [];
  const ask = (signal: AbortSignal): Promise<string> =>
    new Promise((answer, fail) => {
      signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true });
      asked.push({ signal, answer, fail });
    });
  const answer = firstAnswer(ask, { signal: pipeline.signal, clock });
  answer.catch(() => undefined);
  const pass = async (milliseconds: number): Promise<void> => {
    await setImmediate();
    clock.advance(milliseconds);
    await setImmediate();
  };
  return { answer, asked, pipeline, clock, pass };
}

describe('firstAnswer', () => {
  it('asks once, and leaves no listener and no timer behind', async () => {
    const { answer, asked, pipeline, clock } = newFixture();
    asked[0]?.answer('812');
    assert.equal(await answer, '812');
    await setImmediate();
    assert.deepEqual([asked.length, clock.sleeping, getEventListeners(pipeline.signal, 'abort').length], [1, 0, 0]);
  });

  it('takes a failure as it is while nobody has cancelled', async () => {
    const { answer, asked } = newFixture();
    asked[0]?.fail(new Error('refused'));
    await assert.rejects(answer, /refused/);
    assert.equal(asked.length, 1);
  });

  it('lets the first request go on after a cancellation, and asks again beside it', async () => {
    const { answer, asked, pipeline, pass } = newFixture();
    pipeline.abort(new Error('cancelled'));
    await pass(1999);
    assert.equal(asked.length, 1);
    await pass(1);
    assert.deepEqual([asked.length, asked[0]?.signal.aborted], [2, false]);
    asked[1]?.answer('812');
    assert.equal(await answer, '812');
    assert.equal(asked[0]?.signal.aborted, true);
  });

  it('asks again where the first request fails after the cancellation', async () => {
    const { answer, asked, pipeline, pass } = newFixture();
    pipeline.abort(new Error('cancelled'));
    asked[0]?.fail(new Error('lost'));
    await pass(2000);
    asked[1]?.answer('812');
    assert.equal(await answer, '812');
  });

  it('gives up in time for the run to be cancelled, with the reason of the cancellation', async () => {
    const { answer, asked, pipeline, clock, pass } = newFixture();
    pipeline.abort(new Error('cancelled'));
    await pass(2000);
    await pass(3500);
    await assert.rejects(answer, /cancelled/);
    assert.ok(asked.every(({ signal }) => signal.aborted));
    assert.equal(clock.sleeping, 0);
  });
});
