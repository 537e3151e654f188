import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** Resolves when the reader presses Enter, closes the input, or wants to stop. */
export async function readerIsDone(input: Readable, stop: AbortSignal): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([stop, over.signal]);
  // Aborting is a normal end of the wait, not an error.
  const heard = (event: string): Promise<unknown> => once(input, event, { signal }).catch(() => undefined);
  await Promise.race([heard('data'), heard('end')]);
  over.abort();
  // An open input would keep the process alive.
  input.pause();
}
