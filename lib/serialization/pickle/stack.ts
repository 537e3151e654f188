/** What is known about an object of the unpickler. `unknown` may be anything, also a text that names something to import. */
export const KIND = { absent: 0, unknown: 1, text: 2, import: 3, int: 4, none: 5, object: 6 } as const;

/** More would be a bomb: pickle itself writes lists in batches of a thousand. */
const DEEPEST = 4 * 1024 * 1024;
const MOST_MEMOS = 4 * 1024 * 1024;
const FIRST_SIZE = 1024;

/** The stack and the memo of an unpickler, with no more of each object than its kind and one number. */
export class Stack {
  /** More was taken than was there, which a real unpickler refuses. */
  isBroken = false;
  isTooDeep = false;
  size = 0;
  #kinds = new Uint8Array(FIRST_SIZE);
  #values = new Int32Array(FIRST_SIZE);
  #marks = new Int32Array(FIRST_SIZE);
  #markCount = 0;
  #memoKinds = new Uint8Array(FIRST_SIZE);
  #memoValues = new Int32Array(FIRST_SIZE);
  #memoCount = 0;

  push(kind: number, value: number): void {
    if (this.size === this.#kinds.length) {
      this.#grow();
    }
    this.#kinds[this.size] = kind;
    this.#values[this.size] = value;
    this.size += 1;
  }

  /** Kind of the object so many below the top. */
  kind(below: number): number {
    return this.#kinds[this.size - 1 - below] ?? KIND.unknown;
  }

  value(below: number): number {
    return this.#values[this.size - 1 - below] ?? 0;
  }

  drop(count: number): void {
    if (this.size < count) {
      this.isBroken = true;
      this.size = 0;
    } else {
      this.size -= count;
    }
  }

  /** As an unpickler does it: a mark right at the top goes instead of an object. */
  pop(): void {
    if (this.#markCount > 0 && this.#marks[this.#markCount - 1] === this.size) {
      this.#markCount -= 1;
    } else {
      this.drop(1);
    }
  }

  mark(): void {
    if (this.#markCount === this.#marks.length) {
      if (this.#markCount >= DEEPEST) {
        this.isTooDeep = true;
        return;
      }
      this.#marks = grown(this.#marks, new Int32Array(this.#marks.length * 2));
    }
    this.#marks[this.#markCount] = this.size;
    this.#markCount += 1;
  }

  /** How many objects lie above the last mark, which goes away; the objects stay. */
  unmark(): number {
    if (this.#markCount === 0) {
      this.isBroken = true;
      return 0;
    }
    this.#markCount -= 1;
    return Math.max(0, this.size - (this.#marks[this.#markCount] ?? 0));
  }

  memoize(): void {
    this.remember(this.#memoCount);
  }

  remember(index: number): void {
    if (index >= MOST_MEMOS) {
      // Whoever asks for it gets something unknown.
      return;
    }
    while (index >= this.#memoKinds.length) {
      this.#memoKinds = grown(this.#memoKinds, new Uint8Array(this.#memoKinds.length * 2));
      this.#memoValues = grown(this.#memoValues, new Int32Array(this.#memoValues.length * 2));
    }
    if (this.#memoKinds[index] === KIND.absent) {
      this.#memoCount += 1;
    }
    this.#memoKinds[index] = this.size === 0 ? KIND.unknown : this.kind(0);
    this.#memoValues[index] = this.value(0);
  }

  recall(index: number): void {
    const kind = this.#memoKinds[index] ?? KIND.absent;
    this.push(kind === KIND.absent ? KIND.unknown : kind, this.#memoValues[index] ?? 0);
  }

  #grow(): void {
    if (this.size >= DEEPEST) {
      this.isTooDeep = true;
      this.size = 0;
      return;
    }
    this.#kinds = grown(this.#kinds, new Uint8Array(this.size * 2));
    this.#values = grown(this.#values, new Int32Array(this.size * 2));
  }
}

function grown<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
