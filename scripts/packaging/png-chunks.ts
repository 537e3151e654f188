const SIGNATURE_BYTES = 8;
const FRAME_BYTES = 12;

/** The kinds of chunks in a PNG file, e.g. IHDR and IDAT (https://www.w3.org/TR/png-3/#5Chunk-layout). */
function pngChunks(png: Buffer): readonly string[] {
  const kinds: string[] = [];
  for (let at = SIGNATURE_BYTES; at < png.length; at += FRAME_BYTES + png.readUInt32BE(at)) {
    kinds.push(png.toString('latin1', at + 4, at + 8));
  }
  return kinds;
}

/** Chunks with text or camera data instead of the picture. */
export function wordsInPng(png: Buffer): readonly string[] {
  return pngChunks(png).filter((kind) => ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'].includes(kind));
}
