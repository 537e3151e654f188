import { folded, textOf } from '../coercion';
import { Decimal } from '../decimal';
import { arrayOf, isArray, isObject, type Value } from '../value';
import { formatted } from './format';
import type { Arguments, FunctionTable } from './function';
import { jsonOf } from './json';

export const TEXT: FunctionTable = {
  contains: { least: 2, most: 2, result: (given) => folded(given.text(0)).includes(folded(given.text(1))) },
  startsWith: { least: 2, most: 2, result: (given) => folded(given.text(0)).startsWith(folded(given.text(1))) },
  endsWith: { least: 2, most: 2, result: (given) => folded(given.text(0)).endsWith(folded(given.text(1))) },
  format: { least: 1, most: 255, result: formatted },
  join: { least: 2, most: 2, result: joined },
  split: { least: 2, most: 2, result: split },
  replace: { least: 3, most: 3, result: replaced },
  lower: { least: 1, most: 1, result: (given) => given.text(0).toLowerCase() },
  upper: { least: 1, most: 1, result: (given) => given.text(0).toUpperCase() },
  trim: { least: 1, most: 1, result: (given) => given.text(0).trim() },
  length: { least: 1, most: 1, result: lengthOf },
  convertToJson: { least: 1, most: 1, result: (given) => jsonOf(given.value(0)) },
};

function joined(given: Arguments): Value {
  const separator = given.text(0);
  const list = given.value(1);
  return isArray(list) ? list.items.map((item) => textOf(item) ?? '').join(separator) : (textOf(list) ?? '');
}

function split(given: Arguments): Value {
  const [text, separator] = [given.text(0), given.text(1)];
  return arrayOf(separator === '' ? [text] : text.split(separator));
}

/** Upper and lower case differ here, as in .NET's String.Replace; the documentation does not say. */
function replaced(given: Arguments): Value {
  const [text, old, replacement] = [given.text(0), given.text(1), given.text(2)];
  if (old === '') {
    throw given.refusal("'replace' cannot replace empty text");
  }
  return text.split(old).join(replacement);
}

function lengthOf(given: Arguments): Value {
  const value = given.value(0);
  if (isObject(value)) {
    throw given.refusal("'length' counts a text or a list, and this is an object");
  }
  return Decimal.of(isArray(value) ? value.items.length : given.text(0).length);
}
