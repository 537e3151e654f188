/** Remembers a resource before a write, for the one read that still returns it. */
export class StaleReads<T> {
  readonly #previous = new Map<string, T>();

  constructor(readonly enabled: boolean) {}

  beforeWrite(key: string, current: () => T): void {
    if (this.enabled) {
      this.#previous.set(key, current());
    }
  }

  read(key: string, current: () => T): T {
    if (!this.#previous.has(key)) {
      return current();
    }
    const previous = this.#previous.get(key) as T;
    this.#previous.delete(key);
    return previous;
  }
}
