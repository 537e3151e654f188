/** A module or attribute of Python is no longer. */
export const LONGEST_NAME = 512;
/** A vocabulary of some million words fits. */
const MOST_BYTES = 32 * 1024 * 1024;
const FIRST_SIZE = 4096;
const COUNT_BYTES = 2;

/** The texts that may name something to import, kept as bytes: one pickle may hold millions. */
export class Names {
  #bytes = new Uint8Array(FIRST_SIZE);
  #used = 0;

  /** Undefined for a text that names nothing, and when there is no room left. */
  add(from: Uint8Array, start: number, length: number): number | undefined {
    if (length === 0 || length > LONGEST_NAME || !isName(from, start, start + length)) {
      return undefined;
    }
    const at = this.#used;
    const end = at + COUNT_BYTES + length;
    if (end > MOST_BYTES) {
      return undefined;
    }
    if (end > this.#bytes.length) {
      const bytes = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      bytes.set(this.#bytes);
      this.#bytes = bytes;
    }
    this.#bytes[at] = length & 0xff;
    this.#bytes[at + 1] = length >> 8;
    this.#bytes.set(from.subarray(start, start + length), at + COUNT_BYTES);
    this.#used = end;
    return at;
  }

  text(at: number): string {
    const length = (this.#bytes[at] ?? 0) | ((this.#bytes[at + 1] ?? 0) << 8);
    return latin1(this.#bytes.subarray(at + COUNT_BYTES, at + COUNT_BYTES + length));
  }
}

/** Letters, digits, `_`, `.`, and the `<` and `>` of `<lambda>`. Python takes other letters too; such names stay unknown. */
function isName(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = bytes[at] ?? 0;
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
    const isOther = (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x3c || code === 0x3e;
    if (!isLetter && !isOther) {
      return false;
    }
  }
  return true;
}

/** One character for each byte. */
export function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
