const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;

/** The names of the files in a zip, read from its central directory (PKWARE APPNOTE 4.3.12 and 4.3.16). */
export function namesInZip(zip: Buffer): readonly string[] {
  const end = zip.lastIndexOf(Buffer.from(Uint32Array.of(END_OF_DIRECTORY).buffer));
  if (end === -1) {
    throw new Error('The file has no zip directory.');
  }
  const count = zip.readUInt16LE(end + 10);
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  while (names.length < count) {
    if (zip.readUInt32LE(at) !== ENTRY) {
      throw new Error(`The zip directory is damaged at byte ${at}.`);
    }
    const nameLength = zip.readUInt16LE(at + 28);
    const start = at + 46;
    names.push(zip.toString('utf8', start, start + nameLength));
    at = start + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  // A name that ends in a slash is a folder.
  return names.filter((name) => !name.endsWith('/'));
}
