import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from './byte-source';

const CHUNK = 256 * 1024;

/** An open file; its size must not change meanwhile. */
export async function fileSource(file: FileHandle): Promise<ByteSource> {
  const { size } = await file.stat();
  const into = async (buffer: Uint8Array, from: number): Promise<Uint8Array> => {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
    return buffer.subarray(0, bytesRead);
  };
  return {
    size,
    read: (from, length) => into(new Uint8Array(Math.max(0, Math.min(length, size - from))), from),
    async *chunks(from, to) {
      const buffer = new Uint8Array(CHUNK);
      for (let at = from; at < to;) {
        const chunk = await into(buffer.subarray(0, Math.min(CHUNK, to - at)), at);
        if (chunk.length === 0) {
          return;
        }
        at += chunk.length;
        yield chunk;
      }
    },
  };
}
