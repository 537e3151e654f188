import { truthOf } from '../coercion';
import { areEqual, comparison } from '../compare';
import { isArray, isObject, kindOf, type Value } from '../value';
import type { Arguments, FunctionTable } from './function';

const MANY = Number.POSITIVE_INFINITY;

export const LOGIC: FunctionTable = {
  and: { least: 2, most: MANY, result: (given) => every(given, truthOf) },
  or: { least: 2, most: MANY, result: (given) => !every(given, (value) => !truthOf(value)) },
  not: { least: 1, most: 1, result: (given) => !truthOf(given.value(0)) },
  xor: { least: 2, most: 2, result: (given) => truthOf(given.value(0)) !== truthOf(given.value(1)) },
  eq: { least: 2, most: 2, result: (given) => areEqual(given.value(0), given.value(1)) },
  ne: { least: 2, most: 2, result: (given) => !areEqual(given.value(0), given.value(1)) },
  gt: { least: 2, most: 2, result: (given) => compared(given) > 0 },
  ge: { least: 2, most: 2, result: (given) => compared(given) >= 0 },
  lt: { least: 2, most: 2, result: (given) => compared(given) < 0 },
  le: { least: 2, most: 2, result: (given) => compared(given) <= 0 },
  in: { least: 2, most: MANY, result: isAmong },
  notIn: { least: 2, most: MANY, result: (given) => !isAmong(given) },
  containsValue: { least: 2, most: 2, result: containsValue },
  iif: { least: 3, most: 3, result: (given) => given.value(truthOf(given.value(0)) ? 1 : 2) },
  coalesce: { least: 2, most: MANY, result: firstThatIsSomething },
};

function every(given: Arguments, holds: (value: Value) => boolean): boolean {
  for (const value of given.from(0)) {
    if (!holds(value)) {
      return false;
    }
  }
  return true;
}

function compared(given: Arguments): number {
  const [left, right] = [given.value(0), given.value(1)];
  const order = comparison(left, right);
  if (order === undefined) {
    throw given.refusal(`${shown(right)} cannot be compared with ${shown(left)}`);
  }
  return order;
}

function isAmong(given: Arguments): boolean {
  const wanted = given.value(0);
  for (const value of given.from(1)) {
    if (areEqual(wanted, value)) {
      return true;
    }
  }
  return false;
}

/** The members take the type of what is looked for, not the other way round. */
function containsValue(given: Arguments): boolean {
  const collection = given.value(0);
  const wanted = given.value(1);
  if (isArray(collection)) {
    return collection.items.some((item) => areEqual(wanted, item));
  }
  return isObject(collection) && [...collection.members.values()].some((member) => areEqual(wanted, member));
}

function firstThatIsSomething(given: Arguments): Value {
  let last: Value = null;
  for (const value of given.from(0)) {
    last = value;
    if (value !== null && value !== '') {
      return value;
    }
  }
  return last;
}

function shown(value: Value): string {
  const isPlain = !isArray(value) && !isObject(value) && value !== null;
  return isPlain ? `${kindOf(value)} '${String(value)}'` : kindOf(value);
}
