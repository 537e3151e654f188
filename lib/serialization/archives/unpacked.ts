import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip, createInflate, createInflateRaw } from 'node:zlib';

/** How bytes are packed; `raw` is what a zip holds. */
export type Packing = 'gzip' | 'zlib' | 'raw' | 'none';

const UNPACKERS: Readonly<Record<Exclude<Packing, 'none'>, () => Transform>> = {
  gzip: createGunzip,
  zlib: createInflate,
  raw: createInflateRaw,
};

/** The bytes that were packed, as they come; throws where they are damaged or end early. */
export async function* unpacked(packed: AsyncIterable<Uint8Array>, packing: Packing): AsyncIterable<Uint8Array> {
  if (packing === 'none') {
    yield* packed;
    return;
  }
  const unpacker = UNPACKERS[packing]();
  // The source hands out one buffer again and again, and the unpacker reads later.
  const copies = Readable.from(copied(packed), { objectMode: true, highWaterMark: 1 });
  // Whoever reads the unpacker is told of a fault.
  pipeline(copies, unpacker, () => undefined);
  yield* unpacker as AsyncIterable<Uint8Array>;
}

async function* copied(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk.slice();
  }
}
