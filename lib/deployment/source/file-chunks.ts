import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** For smaller files, a stream would cost more. */
const SMALL_FILE = 64 * 1024;

/** The bytes of a file with that expected size. */
export async function* chunksOf(file: string, size: number): AsyncGenerator<Uint8Array> {
  if (size <= SMALL_FILE) {
    yield await readFile(file);
    return;
  }
  for await (const chunk of createReadStream(file)) {
    yield chunk as Buffer;
  }
}
