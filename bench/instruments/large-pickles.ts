import { closeSync, openSync, writeSync } from 'node:fs';

const BATCH = 1000;
const MARK = '(';
const APPENDS = 'e';

/** A pickle of protocol 4: a list of what `batch` gives, a thousand at a time, until it has so many bytes. */
export function writePickle(path: string, bytes: number, batch: Buffer): void {
  const file = openSync(path, 'w');
  try {
    writeSync(file, Buffer.of(0x80, 4, 0x5d));
    for (let written = 0; written < bytes; written += batch.length) {
      writeSync(file, batch);
    }
    writeSync(file, '.');
  } finally {
    closeSync(file);
  }
}

/** Arrays of 8 MB, as the weights of a model are written. */
export function arrays(): Buffer {
  const length = 8 * 1000 * 1000;
  const head = Buffer.alloc(6);
  head.write(`${MARK}B`, 'latin1');
  head.writeUInt32LE(length, 2);
  return Buffer.concat([head, Buffer.alloc(length, 7), Buffer.from(APPENDS)]);
}

/** Single floats, the most opcodes that a number can take. */
export function floats(): Buffer {
  const one = Buffer.alloc(9);
  one.write('G', 'latin1');
  one.writeDoubleBE(Math.PI, 1);
  return Buffer.concat([Buffer.from(MARK), ...Array.from({ length: BATCH }, () => one), Buffer.from(APPENDS)]);
}

/** Small whole numbers, two bytes each. */
export function integers(): Buffer {
  return Buffer.concat([Buffer.from(MARK), Buffer.alloc(BATCH * 2, 'K\u0007', 'latin1'), Buffer.from(APPENDS)]);
}
