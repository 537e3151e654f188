/** .NET's System.Version: two to four whole numbers. */
const FORM = /^\d+(?:\.\d+){1,3}$/;
const LARGEST_PART = 2_147_483_647;

export class Version {
  readonly #parts: readonly number[];

  private constructor(parts: readonly number[]) {
    this.#parts = parts;
  }

  static parse(text: string): Version | undefined {
    const trimmed = text.trim();
    const parts = FORM.test(trimmed) ? trimmed.split('.').map(Number) : [];
    return parts.length > 0 && parts.every((part) => part <= LARGEST_PART) ? new Version(parts) : undefined;
  }

  /** A part that is left out is less than zero: 1.2 comes before 1.2.0. */
  compare(other: Version): number {
    for (const index of [0, 1, 2, 3]) {
      const difference = (this.#parts[index] ?? -1) - (other.#parts[index] ?? -1);
      if (difference !== 0) {
        return Math.sign(difference);
      }
    }
    return 0;
  }

  toString(): string {
    return this.#parts.join('.');
  }
}
