/** Keeps the last bytes of a stream. */
export class TailBuffer {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #kept = 0;
  #truncated = false;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  get truncated(): boolean {
    return this.#truncated;
  }

  append(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#kept += chunk.length;
    // Compacting only at twice the limit keeps the cost of a long output linear.
    if (this.#kept > 2 * this.#limit) {
      this.#compact();
    }
  }

  text(): string {
    this.#compact();
    return Buffer.concat(this.#chunks).toString('utf8');
  }

  #compact(): void {
    if (this.#kept <= this.#limit) {
      return;
    }
    const tail = Buffer.concat(this.#chunks).subarray(-this.#limit);
    this.#chunks = [tail];
    this.#kept = tail.length;
    this.#truncated = true;
  }
}
