import assert from 'node:assert/strict';
import { namesInZip } from '../../../../scripts/packaging/zip-listing';

/** A zip directory without contents, which is all that a listing reads. */
function zipOf(names: readonly string[]): Buffer {
  const entries = names.map((name) => {
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(Buffer.byteLength(name), 28);
    return Buffer.concat([head, Buffer.from(name)]);
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 10);
  return Buffer.concat([...entries, end]);
}

describe('namesInZip', () => {
  it('lists files and leaves folders out', () => {
    assert.deepEqual(namesInZip(zipOf(['a.txt', 'b/', 'b/ü.txt'])), ['a.txt', 'b/ü.txt']);
  });

  it('refuses what is not a zip', () => assert.throws(() => namesInZip(Buffer.from('text')), /no zip directory/));

  it('refuses a damaged directory', () => {
    const zip = zipOf(['a.txt']);
    zip.writeUInt8(0, 0);
    assert.throws(() => namesInZip(zip), /damaged at byte 0/);
  });
});
