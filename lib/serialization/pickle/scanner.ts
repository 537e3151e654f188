import { UNTOLD, type Import } from './imports';
import { unsigned } from './little-endian';
import { Machine } from './machine';
import { latin1, LONGEST_NAME } from './names';
import { LAYOUT, layoutOf, OP, widthOf } from './opcodes';

/** How the reading of a stream of pickles ended. */
export type End =
  | { readonly kind: 'complete'; readonly trailingBytes: number }
  | { readonly kind: 'truncated'; readonly at: number }
  | { readonly kind: 'broken'; readonly at: number; readonly why: string };

export interface PickleFacts {
  /** Highest protocol that is named; 0 when none is. */
  readonly protocol: number;
  readonly imports: readonly Import[];
  readonly end: End;
}

/** Names and numbers in lines are shorter; a longer line is data. */
const LONGEST_LINE = 4096;
const NEWLINE = 0x0a;
const MORE_NEEDED = -1;
const TEXTS: ReadonlySet<number> = new Set([
  OP.shortBinUnicode,
  OP.binUnicode,
  OP.binUnicode8,
  OP.binString,
  OP.shortBinString,
]);

/**
 * Reads pickles opcode by opcode as they come, without making or importing anything, in memory that does not grow with
 * them. With `arrays: 'joblib'` it reads as joblib does, else as `pickle.load` does, which takes all bytes for opcodes.
 */
export class PickleScanner {
  /** Where the first byte in hand stands in the stream. */
  #at = 0;
  #carried: Uint8Array | undefined;
  /** Bytes and lines of data to pass over. */
  #skip = 0;
  #skipLines = 0;
  /** Length of an array in front of which a byte says how many others to pass over. */
  #padded: number | undefined;
  #broken: { readonly at: number; readonly why: string } | undefined;
  #hasArrays = false;

  readonly #machine: Machine;

  constructor(options: { readonly arrays: 'opcodes' | 'joblib' }) {
    this.#machine = new Machine(options);
  }

  /** Nothing that follows can change what is known. */
  get isOver(): boolean {
    return this.#broken !== undefined;
  }

  /** Whether data of arrays was passed over, which `pickle.load` would take for opcodes. */
  get hasArrays(): boolean {
    return this.#hasArrays;
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#carried === undefined ? chunk : joined(this.#carried, chunk);
    const read = this.isOver ? bytes.length : this.#read(bytes);
    this.#carried = read < bytes.length ? bytes.slice(read) : undefined;
    this.#at += read;
  }

  /** Undefined when the bytes are no pickle: nothing of them would be run by an unpickler. */
  end(): PickleFacts | undefined {
    const { imports, lastStop, protocol, complete, hasCalled, isNested, doubt } = this.#machine;
    const length = this.#at + (this.#carried?.length ?? 0);
    const hasStarted = imports.all.length > lastStop.imports;
    const facts = { protocol, imports: imports.all };
    if (doubt !== undefined) {
      return { ...facts, end: { kind: 'broken', at: lastStop.at, why: doubt } };
    }
    if (complete > 0 && !isNested && !hasStarted) {
      return { ...facts, end: { kind: 'complete', trailingBytes: length - lastStop.at } };
    }
    if (this.#broken !== undefined) {
      const isPickle = hasCalled || (hasStarted && protocol > 0);
      return isPickle ? { ...facts, end: { kind: 'broken', ...this.#broken } } : undefined;
    }
    return protocol > 0 || hasCalled ? { ...facts, end: { kind: 'truncated', at: length } } : undefined;
  }

  /** How many bytes were read; the rest is the beginning of something that goes on in the next chunk. */
  #read(bytes: Uint8Array): number {
    const { length } = bytes;
    let at = 0;
    while (at < length) {
      if (this.#skip > 0 || this.#skipLines > 0 || this.#padded !== undefined) {
        at = this.#passOver(bytes, at);
        continue;
      }
      const next = this.#opcode(bytes, at);
      if (next === MORE_NEEDED) {
        return at;
      }
      at = next;
    }
    return at;
  }

  #passOver(bytes: Uint8Array, at: number): number {
    if (this.#padded !== undefined) {
      this.#skip = (bytes[at] ?? 0) + this.#padded;
      this.#padded = undefined;
      return at + 1;
    }
    if (this.#skip > 0) {
      const step = Math.min(this.#skip, bytes.length - at);
      this.#skip -= step;
      return at + step;
    }
    const end = bytes.indexOf(NEWLINE, at);
    this.#skipLines -= end < 0 ? 0 : 1;
    return end < 0 ? bytes.length : end + 1;
  }

  /** Where the next opcode begins. A broken stream ends at once. */
  #opcode(bytes: Uint8Array, at: number): number {
    const code = bytes[at] ?? 0;
    const width = widthOf[code] ?? 0;
    const begin = at + 1;
    const layout: number = layoutOf[code] ?? LAYOUT.invalid;
    switch (layout) {
      case LAYOUT.fixed:
        return begin + width > bytes.length ? MORE_NEEDED : this.#fixed(code, bytes, at);
      case LAYOUT.counted:
        return begin + width > bytes.length ? MORE_NEEDED : this.#counted(code, bytes, begin);
      case LAYOUT.line:
        return this.#line(code, bytes, begin);
      case LAYOUT.twoLines:
        return this.#twoLines(code, bytes, begin);
      default:
        return this.#breakOff(at, bytes);
    }
  }

  #fixed(code: number, bytes: Uint8Array, at: number): number {
    const width = widthOf[code] ?? 0;
    // What is wider is a float, or the length of a frame, which an unpickler need not know.
    const argument = width <= 4 ? unsigned(bytes, at + 1, width) : 0;
    const next = this.#machine.run(code, argument, this.#at + at);
    if (next === 'refused') {
      return this.#breakOff(at, bytes);
    }
    if (next !== 'opcode') {
      this.#hasArrays = true;
      if (next.kind !== 'bytes') {
        this.#broken = { at: this.#at + at, why: 'it holds an array whose size only loading it would tell' };
        return bytes.length;
      }
      this.#padded = next.isPadded ? next.length : undefined;
      this.#skip = next.isPadded ? 0 : next.length;
    }
    return at + 1 + width;
  }

  #breakOff(at: number, bytes: Uint8Array): number {
    const code = (bytes[at] ?? 0).toString(16).padStart(2, '0');
    this.#broken = { at: this.#at + at, why: `byte 0x${code} is no opcode of the protocols 0 to 5` };
    return bytes.length;
  }

  #counted(code: number, bytes: Uint8Array, begin: number): number {
    const width = widthOf[code] ?? 0;
    const count = unsigned(bytes, begin, width);
    const from = begin + width;
    if (!TEXTS.has(code) || count > LONGEST_NAME) {
      this.#machine.pushData();
      this.#skip = count;
      return from;
    }
    if (from + count > bytes.length) {
      return MORE_NEEDED;
    }
    this.#machine.pushText(bytes, from, count);
    return from + count;
  }

  #line(code: number, bytes: Uint8Array, begin: number): number {
    const end = bytes.indexOf(NEWLINE, begin);
    if (end < 0) {
      return this.#longLine(bytes, begin);
    }
    switch (code) {
      case OP.get:
        this.#machine.recall(numberIn(bytes, begin, end));
        break;
      case OP.put:
        this.#machine.remember(numberIn(bytes, begin, end));
        break;
      case OP.string:
        // In quotes; one with escapes in it is no name.
        this.#machine.pushText(bytes, begin + 1, Math.max(0, end - begin - 2));
        break;
      case OP.unicode:
        this.#machine.pushText(bytes, begin, end - begin);
        break;
      default:
        this.#machine.pushData();
    }
    return end + 1;
  }

  #longLine(bytes: Uint8Array, begin: number): number {
    if (bytes.length - begin <= LONGEST_LINE) {
      return MORE_NEEDED;
    }
    this.#machine.pushData();
    this.#skipLines = 1;
    return bytes.length;
  }

  #twoLines(code: number, bytes: Uint8Array, begin: number): number {
    const first = bytes.indexOf(NEWLINE, begin);
    const second = first < 0 ? -1 : bytes.indexOf(NEWLINE, first + 1);
    if (second < 0 && bytes.length - begin <= LONGEST_LINE) {
      return MORE_NEEDED;
    }
    if (code === OP.inst) {
      this.#machine.callNextImport();
    }
    const isTold = second >= 0 && second - begin <= LONGEST_LINE;
    const module = isTold ? latin1(bytes.subarray(begin, first)) : UNTOLD;
    const name = isTold ? latin1(bytes.subarray(first + 1, second)) : UNTOLD;
    this.#machine.pushImport(module, name, this.#at + begin - 1);
    if (second >= 0) {
      return second + 1;
    }
    this.#skipLines = first < 0 ? 2 : 1;
    return bytes.length;
  }
}

function numberIn(bytes: Uint8Array, begin: number, end: number): number {
  const value = Number(latin1(bytes.subarray(begin, end)));
  return Number.isSafeInteger(value) && value >= 0 ? value : Number.MAX_SAFE_INTEGER;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
