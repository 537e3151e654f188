import { createHash } from 'node:crypto';

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function sha256OfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** SHA-256 of bytes in parts. */
export class Sha256 {
  readonly #hash = createHash('sha256');

  add(part: Uint8Array): void {
    this.#hash.update(part);
  }

  /** Call once, at the end. */
  hex(): string {
    return this.#hash.digest('hex');
  }
}
