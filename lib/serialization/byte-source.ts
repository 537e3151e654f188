/** Bytes that can be read again and at any place. A chunk is good until the next one is asked for. */
export interface ByteSource {
  readonly size: number;
  /** Fewer at the end. */
  read(from: number, length: number): Promise<Uint8Array>;
  chunks(from: number, to: number): AsyncIterable<Uint8Array>;
}
