import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { readerIsDone } from '../../../demo/reader';

describe('the reader of the demo', () => {
  const WAYS: readonly (readonly [name: string, act: (input: PassThrough, stop: AbortController) => void])[] = [
    ['presses Enter', (input) => input.write('\n')],
    ['has nothing more to say', (input) => input.end()],
    ['has seen enough', (_, stop) => stop.abort()],
  ];
  for (const [name, act] of WAYS) {
    it(`is done when it ${name}`, async () => {
      const [input, stop] = [new PassThrough(), new AbortController()];
      const done = readerIsDone(input, stop.signal);
      act(input, stop);
      await done;
      assert.deepEqual([input.listenerCount('data'), input.isPaused()], [0, true]);
    });
  }

  it('is done at once when it had seen enough before', async () => {
    await readerIsDone(new PassThrough(), AbortSignal.abort());
  });
});
