import { textOf } from '../coercion';
import { ExpressionError } from '../expression-error';
import { kindOf, type Value } from '../value';

/** How many arguments a function takes. */
export interface Arity {
  readonly least: number;
  readonly most: number;
}

export interface ExpressionFunction extends Arity {
  readonly result: (given: Arguments) => Value;
}

export type FunctionTable = Readonly<Record<string, ExpressionFunction>>;

/** What a function was called with. An argument is evaluated when it is asked for, so that `and` can stop early. */
export class Arguments {
  readonly #name: string;
  readonly #values: readonly (() => Value)[];
  readonly #offset: number;

  constructor(name: string, values: readonly (() => Value)[], offset: number) {
    this.#name = name;
    this.#values = values;
    this.#offset = offset;
  }

  get count(): number {
    return this.#values.length;
  }

  value(index: number): Value {
    return this.#values[index]?.() ?? null;
  }

  /** All arguments from the one at `from` on. */
  *from(from: number): Generator<Value> {
    for (let index = from; index < this.count; index++) {
      yield this.value(index);
    }
  }

  text(index: number): string {
    const value = this.value(index);
    const text = textOf(value);
    if (text === undefined) {
      throw this.refusal(`argument ${index + 1} of '${this.#name}' is an ${kindOf(value)}, but must be text`);
    }
    return text;
  }

  refusal(message: string): ExpressionError {
    return new ExpressionError(message, this.#offset);
  }
}
