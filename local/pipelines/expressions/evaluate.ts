import { numberOf, textOf } from './coercion';
import { Decimal } from './decimal';
import { ExpressionError } from './expression-error';
import { Arguments, type ExpressionFunction } from './functions/function';
import type { Expression } from './syntax';
import { isArray, isObject, memberOf, type ArrayValue, type Value } from './value';
import { FUNCTIONS, unknownName } from './vocabulary';

/** One name that expressions may use. */
export interface Named {
  readonly value: Value;
  /** Judges a member that is asked for and not there; without it, and without an answer, the member is null. */
  readonly onMissing?: (member: string) => Judgement | undefined;
}

export interface Judgement {
  readonly kind: 'refusal' | 'warning' | 'assumption';
  readonly message: string;
}

/** Hears of a member that is missing and does not make the expression wrong. */
export type OnDoubt = (judgement: Judgement, at: number) => void;

export interface Environment {
  readonly names: Names;
  readonly doubt: OnDoubt;
  /** Functions of a running pipeline, by their lower case. */
  readonly functions?: ReadonlyMap<string, ExpressionFunction>;
}

/** The names by their lower case. */
export type Names = Pick<ReadonlyMap<string, Named>, 'get' | 'keys'>;

/** The members of a list or object after `*`: the next index applies to each of them. */
interface Filtered extends ArrayValue {
  readonly isFiltered: true;
}

const BY_LOWER_CASE = new Map(Object.entries(FUNCTIONS).map(([name, definition]) => [name.toLowerCase(), definition]));

export function evaluate(expression: Expression, environment: Environment): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name':
      return namedBy(expression, environment).value;
    case 'index':
      return indexed(expression, environment);
    case 'call':
      return called(expression, environment);
  }
}

function namedBy({ name, at }: Expression & { kind: 'name' }, { names }: Environment): Named {
  const named = names.get(name.toLowerCase());
  if (named === undefined) {
    throw unknownName(name, [...names.keys()], at);
  }
  return named;
}

function called({ name, parameters, at }: Expression & { kind: 'call' }, environment: Environment): Value {
  const definition = BY_LOWER_CASE.get(name.toLowerCase()) ?? environment.functions?.get(name.toLowerCase());
  if (definition === undefined) {
    throw new ExpressionError(`'${name}' has no value before the pipeline runs`, at);
  }
  const values = parameters.map((parameter) => once(() => evaluate(parameter, environment)));
  return definition.result(new Arguments(name, values, at));
}

function indexed({ target, index }: Expression & { kind: 'index' }, environment: Environment): Value {
  const from = evaluate(target, environment);
  if (index === '*') {
    return allOf(from);
  }
  const key = evaluate(index, environment);
  if (isFiltered(from)) {
    return filtered(from.items.flatMap((item) => memberAt(item, key) ?? []));
  }
  const found = memberAt(from, key);
  const member = textOf(key);
  if (found === undefined && target.kind === 'name' && member !== undefined) {
    judge(namedBy(target, environment).onMissing?.(member), index.at, environment.doubt);
  }
  return found ?? null;
}

function judge(judgement: Judgement | undefined, at: number, doubt: OnDoubt): void {
  if (judgement?.kind === 'refusal') {
    throw new ExpressionError(judgement.message, at);
  }
  if (judgement !== undefined) {
    doubt(judgement, at);
  }
}

function allOf(from: Value): Value {
  return isFiltered(from) ? filtered(from.items.flatMap((item) => membersOf(item))) : filtered(membersOf(from));
}

function membersOf(value: Value): readonly Value[] {
  return isArray(value) ? value.items : isObject(value) ? [...value.members.values()] : [];
}

/** Undefined for a miss, which is never an error. */
function memberAt(from: Value, key: Value): Value | undefined {
  if (isObject(from)) {
    const name = textOf(key);
    return name === undefined ? undefined : memberOf(from, name);
  }
  const isIndex = key instanceof Decimal || (typeof key === 'string' && key !== '');
  const index = isArray(from) && isIndex ? numberOf(key)?.index : undefined;
  return isArray(from) && index !== undefined ? from.items[index] : undefined;
}

function filtered(items: readonly Value[]): Filtered {
  return { kind: 'array', items, isFiltered: true };
}

function isFiltered(value: Value): value is Filtered {
  return isArray(value) && 'isFiltered' in value;
}

function once(evaluated: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: evaluated() }).value;
}
