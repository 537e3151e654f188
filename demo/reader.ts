import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** Resolves when the reader presses Enter, has nothing more to say, or has seen enough. */
export async function readerIsDone(input: Readable, stop: AbortSignal): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([stop, over.signal]);
  // Aborting is one of the ways in which the wait ends, and no error.
  const heard = (event: string): Promise<unknown> => once(input, event, { signal }).catch(() => undefined);
  await Promise.race([heard('data'), heard('end')]);
  over.abort();
  // An input that is still listened to would keep the process alive.
  input.pause();
}
