import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { inflateRawSync } from 'node:zlib';

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3. Packages of extensions are far below the limits of zip64.
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/** Unpacks a package of an extension, which is a zip. */
export function unpackPackage(file: string, folder: string): void {
  const bytes = readFileSync(file);
  for (const { name, content } of members(bytes, file)) {
    const path = join(folder, name);
    if (relative(folder, path).startsWith('..')) {
      throw new Error(`'${file}' names a file outside of itself: ${name}`);
    }
    if (!name.endsWith('/')) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content());
    }
  }
}

interface Member {
  readonly name: string;
  readonly content: () => Buffer;
}

function members(bytes: Buffer, file: string): readonly Member[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || bytes.readUInt32LE(end) !== END) {
    throw new Error(`'${file}' is neither a folder nor a package of an extension.`);
  }
  const found: Member[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) {
      throw new Error(`'${file}' is damaged: its directory ends early.`);
    }
    const nameLength = bytes.readUInt16LE(at + 28);
    // Part names of such packages are URIs.
    const name = decodeURIComponent(bytes.toString('utf8', at + 46, at + 46 + nameLength));
    found.push({ name, content: contentOf(bytes, at, name) });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return found;
}

function contentOf(bytes: Buffer, entry: number, name: string): () => Buffer {
  const method = bytes.readUInt16LE(entry + 10);
  const packed = bytes.readUInt32LE(entry + 20);
  const header = bytes.readUInt32LE(entry + 42);
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  const content = bytes.subarray(start, start + packed);
  return () => {
    if (method !== STORED && method !== DEFLATED) {
      throw new Error(`'${name}' is packed in a way that is not supported (${method}).`);
    }
    return method === STORED ? content : inflateRawSync(content);
  };
}
