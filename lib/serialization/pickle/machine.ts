import { Imports, UNTOLD } from './imports';
import { JoblibArrays, type ArrayData } from './joblib-arrays';
import { Names } from './names';
import { OP } from './opcodes';
import { KIND, Stack } from './stack';

/** What comes next in the stream: an opcode, the data of an array, or nothing that an unpickler would read. */
export type Next = 'opcode' | 'refused' | ArrayData;

const DEEPEST_NESTING = 16;
const HIGHEST_PROTOCOL = 5;

/** What opcodes do to an unpickler, as far as it tells what is looked up and called. Nothing is made or imported. */
export class Machine {
  readonly imports = new Imports();
  /** Highest protocol that is named; 0 when none is. */
  protocol = 0;
  /** How many pickles have come to their end. */
  complete = 0;
  /** Where the last of them ended, and how much had been looked up by then. */
  lastStop = { at: 0, imports: 0 };
  hasCalled = false;
  #stack = new Stack();
  /** Of pickles in which an array of objects holds another one. */
  readonly #outer: Stack[] = [];
  readonly #names = new Names();
  readonly #arrays: JoblibArrays | undefined;

  constructor({ arrays }: { readonly arrays: 'opcodes' | 'joblib' }) {
    this.#arrays = arrays === 'joblib' ? new JoblibArrays(this.#names, this.imports) : undefined;
  }

  get isNested(): boolean {
    return this.#outer.length > 0;
  }

  /** Why what was seen is not all there is; undefined when it is. */
  get doubt(): string | undefined {
    if (this.imports.isOverfull) {
      return 'it looks up more than 10,000 names';
    }
    return this.#stack.isTooDeep ? 'it gathers more than 4 million objects at once' : undefined;
  }

  pushText(bytes: Uint8Array, from: number, length: number): void {
    const at = this.#names.add(bytes, from, length);
    this.#stack.push(at === undefined ? KIND.unknown : KIND.text, at ?? 0);
  }

  pushData(): void {
    this.#stack.push(KIND.unknown, 0);
  }

  recall(index: number): void {
    this.#stack.recall(index);
  }

  remember(index: number): void {
    this.#stack.remember(index);
  }

  pushImport(module: string, name: string, at: number): void {
    this.#stack.push(KIND.import, this.imports.add(module, name, at));
  }

  /** Calls what is looked up next with everything above the last mark. */
  callNextImport(): void {
    this.#stack.drop(this.#stack.unmark());
    this.hasCalled ||= !this.#stack.isBroken;
  }

  /** An opcode with the number behind it, if it has one; `at` is its place in the stream. */
  run(code: number, argument: number, at: number): Next {
    const stack = this.#stack;
    switch (code) {
      case OP.binInt:
        stack.push(KIND.int, argument | 0);
        return 'opcode';
      case OP.binInt1:
      case OP.binInt2:
        stack.push(KIND.int, argument);
        return 'opcode';
      case OP.none:
        stack.push(KIND.none, 0);
        return 'opcode';
      case OP.binFloat:
      case OP.newTrue:
      case OP.newFalse:
      case OP.emptyList:
      case OP.emptySet:
      case OP.nextBuffer:
        stack.push(KIND.unknown, 0);
        return 'opcode';
      case OP.binGet:
      case OP.longBinGet:
        stack.recall(argument);
        return 'opcode';
      case OP.binPut:
      case OP.longBinPut:
        stack.remember(argument);
        return 'opcode';
      case OP.memoize:
        stack.memoize();
        return 'opcode';
      case OP.append:
        stack.drop(1);
        return 'opcode';
      case OP.mark:
        stack.mark();
        return 'opcode';
      case OP.appends:
      case OP.addItems:
      case OP.popMark:
        stack.drop(stack.unmark());
        return 'opcode';
      case OP.dict:
      case OP.list:
      case OP.frozenSet:
        stack.drop(stack.unmark());
        stack.push(KIND.unknown, 0);
        return 'opcode';
      case OP.pop:
        stack.pop();
        return 'opcode';
      case OP.dup:
        stack.push(stack.size === 0 ? KIND.unknown : stack.kind(0), stack.value(0));
        return 'opcode';
      case OP.frame:
      case OP.readonlyBuffer:
        return 'opcode';
      case OP.protocol:
        this.protocol = Math.max(this.protocol, argument, 1);
        return argument <= HIGHEST_PROTOCOL ? 'opcode' : 'refused';
      case OP.emptyTuple:
      case OP.tuple:
      case OP.tuple1:
      case OP.tuple2:
      case OP.tuple3:
        this.#makeTuple(code);
        return 'opcode';
      case OP.emptyDict:
      case OP.setItem:
      case OP.setItems:
        this.#fillDict(code);
        return 'opcode';
      case OP.stop:
        this.#stop(at + 1);
        return 'opcode';
      case OP.build:
        return this.#build();
      default:
        this.#call(code, at);
        return 'opcode';
    }
  }

  #makeTuple(code: number): void {
    const count = code === OP.tuple ? this.#stack.unmark() : code === OP.emptyTuple ? 0 : code - OP.tuple1 + 1;
    if (this.#arrays?.needsTuple(this.#stack, count) === true) {
      this.#arrays.pushTuple(this.#stack, count);
    } else {
      this.#stack.drop(count);
      this.#stack.push(KIND.unknown, 0);
    }
  }

  #fillDict(code: number): void {
    const kept = this.#arrays?.isPending === true ? this.#arrays : undefined;
    if (code !== OP.emptyDict) {
      const count = code === OP.setItem ? 2 : this.#stack.unmark();
      return kept === undefined ? this.#stack.drop(count) : kept.setItems(this.#stack, count);
    }
    return kept === undefined ? this.#stack.push(KIND.unknown, 0) : kept.pushDict(this.#stack);
  }

  #stop(end: number): void {
    const outer = this.#outer.pop();
    const { isTooDeep, isBroken, size } = this.#stack;
    this.#stack = outer ?? new Stack();
    this.#stack.isTooDeep ||= isTooDeep;
    // A dot in some text is the end of nothing.
    const isEnd = (size === 1 && !isBroken) || this.hasCalled || this.protocol > 0;
    if (outer === undefined && isEnd) {
      this.complete += 1;
      this.lastStop = { at: end, imports: this.imports.all.length };
    }
  }

  /** What calls something, or looks it up. */
  #call(code: number, at: number): void {
    const stack = this.#stack;
    switch (code) {
      case OP.stackGlobal: {
        const isTold = stack.kind(1) === KIND.text && stack.kind(0) === KIND.text && stack.size >= 2;
        const module = isTold ? this.#names.text(stack.value(1)) : UNTOLD;
        const name = isTold ? this.#names.text(stack.value(0)) : UNTOLD;
        stack.drop(2);
        return this.pushImport(module, name, at);
      }
      case OP.extension1:
      case OP.extension2:
      case OP.extension4:
        return this.pushImport(UNTOLD, 'an entry of copyreg', at);
      case OP.binPersistentId:
        stack.drop(1);
        return stack.push(KIND.unknown, 0);
      case OP.reduce:
        this.hasCalled ||= stack.size >= 2;
        if (this.#arrays?.pushDtype(stack) !== true) {
          stack.drop(2);
          stack.push(KIND.unknown, 0);
        }
        return;
      case OP.newObj:
      case OP.newObjEx: {
        const isWrapper = code === OP.newObj && this.#arrays?.isWrapperClass(stack.kind(1), stack.value(1)) === true;
        this.hasCalled ||= stack.size >= 2;
        stack.drop(code === OP.newObj ? 2 : 3);
        return isWrapper ? this.#arrays?.pushWrapper(stack) : stack.push(KIND.unknown, 0);
      }
      case OP.obj:
        this.hasCalled ||= stack.size >= 1;
        stack.drop(stack.unmark());
        return stack.push(KIND.unknown, 0);
      default:
        throw new Error(`Opcode ${code} has no effect here.`);
    }
  }

  #build(): Next {
    const data = this.#arrays?.dataBehind(this.#stack);
    this.#stack.drop(1);
    if (data?.kind !== 'pickle') {
      return data ?? 'opcode';
    }
    if (this.#outer.length === DEEPEST_NESTING) {
      return { kind: 'untold' };
    }
    this.#outer.push(this.#stack);
    this.#stack = new Stack();
    return 'opcode';
  }
}
