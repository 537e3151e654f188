import { crc32 } from 'node:zlib';

/** A zip with one file that is not compressed. */
export function zipOf(name: string, content: Buffer): Buffer {
  const sizes = numbers([crc32(content), 4], [content.length, 4], [content.length, 4], [name.length, 2], [0, 2]);
  const header = Buffer.concat([numbers([0x04034b50, 4], [10, 2], [0, 8]), sizes, Buffer.from(name)]);
  const entry = numbers([0x02014b50, 4], [10, 2], [10, 2], [0, 8]);
  const directory = Buffer.concat([entry, sizes, numbers([0, 6], [0, 4], [0, 4]), Buffer.from(name)]);
  const at = header.length + content.length;
  const end = numbers([0x06054b50, 4], [0, 4], [1, 2], [1, 2], [directory.length, 4], [at, 4], [0, 2]);
  return Buffer.concat([header, content, directory, end]);
}

/** Little-endian; each with its length in bytes. */
function numbers(...all: readonly (readonly [value: number, bytes: number])[]): Buffer {
  return Buffer.concat(
    all.map(([value, bytes]) => {
      const buffer = Buffer.alloc(8);
      buffer.writeBigUInt64LE(BigInt(value));
      return buffer.subarray(0, bytes);
    }),
  );
}
