import type { Imports } from './imports';
import type { Names } from './names';
import { KIND, type Stack } from './stack';

/** What stands behind the wrapper of an array in the file. */
export type ArrayData =
  | { readonly kind: 'pickle' }
  | { readonly kind: 'bytes'; readonly length: number; readonly isPadded: boolean }
  | { readonly kind: 'untold' };

interface Slot {
  readonly kind: number;
  readonly value: number;
}

type Made =
  | { readonly type: 'wrapper' }
  | { readonly type: 'tuple'; readonly items: readonly Slot[] }
  | { readonly type: 'dict'; readonly entries: Map<string, Slot> }
  | { readonly type: 'dtype'; readonly code: string };

const WRAPPER = /^(?:sklearn\.externals\.)?joblib\.numpy_pickle$/;
/** Of a wrapper; a pickle that makes more meanwhile is no work of joblib. */
const MOST_OBJECTS = 100_000;
const MOST_MEMBERS = 64;

/**
 * joblib writes the bytes of an array into the pickle, right behind the object that describes it, so that this has to be
 * understood: https://github.com/joblib/joblib/blob/main/joblib/numpy_pickle.py.
 */
export class JoblibArrays {
  readonly #made: Made[] = [];
  #isPending = false;

  readonly #names: Names;
  readonly #imports: Imports;

  constructor(names: Names, imports: Imports) {
    this.#names = names;
    this.#imports = imports;
  }

  /** Whether the next objects have to be kept. */
  get isPending(): boolean {
    return this.#isPending;
  }

  isWrapperClass(kind: number, value: number): boolean {
    const found = kind === KIND.import ? this.#imports.at(value) : undefined;
    return found !== undefined && found.name === 'NumpyArrayWrapper' && WRAPPER.test(found.module);
  }

  /** In place of the class and its arguments, which are gone from the stack. */
  pushWrapper(stack: Stack): void {
    this.#isPending = true;
    this.#push(stack, { type: 'wrapper' });
  }

  pushDict(stack: Stack): void {
    this.#push(stack, { type: 'dict', entries: new Map() });
  }

  /** Whether the upper objects are the shape of an array, or what a type of arrays is made from, which later arrays share. */
  needsTuple(stack: Stack, count: number): boolean {
    return this.#isPending || this.#isDtypeClass(stack.kind(count), stack.value(count));
  }

  /** Makes a tuple of the upper objects. */
  pushTuple(stack: Stack, count: number): void {
    const items = slots(stack, count);
    stack.drop(count);
    if (count > MOST_MEMBERS) {
      stack.push(KIND.unknown, 0);
    } else {
      this.#push(stack, { type: 'tuple', items });
    }
  }

  /** Puts the upper pairs into the dictionary below them. */
  setItems(stack: Stack, count: number): void {
    const items = slots(stack, count);
    stack.drop(count);
    const dict = this.#objectAt(stack, 0);
    if (dict?.type === 'dict' && dict.entries.size <= MOST_MEMBERS) {
      for (let at = 0; at + 1 < items.length; at += 2) {
        const [key, value] = [items[at], items[at + 1]];
        if (key?.kind === KIND.text && value !== undefined) {
          dict.entries.set(this.#names.text(key.value), value);
        }
      }
    }
  }

  /** The type of an array when the callable is `numpy.dtype`; false for any other call. */
  pushDtype(stack: Stack): boolean {
    const args = this.#objectAt(stack, 0);
    const code = args?.type === 'tuple' ? args.items[0] : undefined;
    if (code?.kind !== KIND.text || !this.#isDtypeClass(stack.kind(1), stack.value(1))) {
      return false;
    }
    stack.drop(2);
    this.#push(stack, { type: 'dtype', code: this.#names.text(code.value) });
    return true;
  }

  /** What follows in the file when the state on top goes into the wrapper below it; undefined when no wrapper is there. */
  dataBehind(stack: Stack): ArrayData | undefined {
    if (this.#objectAt(stack, 1)?.type !== 'wrapper') {
      return undefined;
    }
    this.#isPending = false;
    const state = this.#objectAt(stack, 0);
    return state?.type === 'dict' ? this.#dataOf(state.entries) : { kind: 'untold' };
  }

  #dataOf(state: ReadonlyMap<string, Slot>): ArrayData {
    const [dtype, shape] = [this.#madeAs(state.get('dtype')), this.#madeAs(state.get('shape'))];
    if (dtype?.type !== 'dtype' || shape?.type !== 'tuple' || shape.items.some(({ kind }) => kind !== KIND.int)) {
      return { kind: 'untold' };
    }
    const size = itemSize(dtype.code);
    if (size === 'object') {
      return { kind: 'pickle' };
    }
    const alignment = state.get('numpy_array_alignment_bytes');
    const length = shape.items.reduce((product, { value }) => product * value, size);
    const isSound = Number.isSafeInteger(length) && length >= 0;
    return isSound
      ? { kind: 'bytes', length, isPadded: alignment !== undefined && alignment.kind !== KIND.none }
      : { kind: 'untold' };
  }

  #isDtypeClass(kind: number, value: number): boolean {
    const found = kind === KIND.import ? this.#imports.at(value) : undefined;
    return found?.module === 'numpy' && found.name === 'dtype';
  }

  #push(stack: Stack, made: Made): void {
    if (this.#made.length === MOST_OBJECTS) {
      stack.push(KIND.unknown, 0);
    } else {
      stack.push(KIND.object, this.#made.push(made) - 1);
    }
  }

  #objectAt(stack: Stack, below: number): Made | undefined {
    return this.#madeAs({ kind: stack.kind(below), value: stack.value(below) });
  }

  #madeAs(slot: Slot | undefined): Made | undefined {
    return slot?.kind === KIND.object ? this.#made[slot.value] : undefined;
  }
}

function slots(stack: Stack, count: number): readonly Slot[] {
  const known = count > MOST_MEMBERS ? 0 : Math.min(count, stack.size);
  return Array.from({ length: known }, (_, index) => {
    const below = known - 1 - index;
    return { kind: stack.kind(below), value: stack.value(below) };
  });
}

/** Bytes of one element, from numpy's code of the type, e.g. f8 or U10. */
function itemSize(code: string): number | 'object' {
  const [, letter = '', digits = ''] = /^([a-zA-Z])(\d+)$/.exec(code) ?? [];
  if (letter === 'O') {
    return 'object';
  }
  const size = letter === '' ? Number.NaN : Number(digits);
  return letter === 'U' ? size * 4 : size;
}
