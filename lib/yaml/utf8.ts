import { positionsIn, type Problem } from './position';

/** The text of a file, or the position where its bytes stop being UTF-8. */
export function readFileUtf8(
  bytes: Uint8Array,
  file: string,
): { readonly text: string } | { readonly problem: Problem } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const at = positionsIn(text, file)(firstWrong(text, bytes));
    return { problem: { at, message: 'these bytes are not UTF-8; save the file as UTF-8' } };
  }
}

/** A decoder puts U+FFFD where bytes are wrong, and a text may hold that character rightly. */
function firstWrong(text: string, bytes: Uint8Array): number {
  const encoded = new TextEncoder().encode(text);
  const byte = encoded.findIndex((value, index) => value !== bytes[index]);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(encoded.subarray(0, byte)).length;
}
