/** Something that an unpickler looks up by name, and that a reduction may then call. */
export interface Import {
  /** `?` when the name is made in the pickle so that only running it would tell. */
  readonly module: string;
  readonly name: string;
  /** Where it is looked up first, in bytes. */
  readonly at: number;
}

const MOST = 10_000;
/** Python 3 looks these up under their new names. */
const RENAMED: Readonly<Record<string, string>> = { __builtin__: 'builtins', copy_reg: 'copyreg' };

export const UNTOLD = '?';

/** Every name that is looked up, once. */
export class Imports {
  isOverfull = false;
  readonly #indexes = new Map<string, number>();
  readonly #all: Import[] = [];

  get all(): readonly Import[] {
    return this.#all;
  }

  /** The number by which the import is known. */
  add(module: string, name: string, at: number): number {
    const renamed = (Object.hasOwn(RENAMED, module) ? RENAMED[module] : undefined) ?? module;
    const key = `${renamed}\0${name}`;
    const known = this.#indexes.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.#all.length === MOST) {
      this.isOverfull = true;
      return -1;
    }
    this.#indexes.set(key, this.#all.length);
    return this.#all.push({ module: renamed, name, at }) - 1;
  }

  at(index: number): Import | undefined {
    return this.#all[index];
  }
}
