import { textOf } from '../../../../local/pipelines/expressions/coercion';
import { evaluate, type Names } from '../../../../local/pipelines/expressions/evaluate';
import { ExpressionError } from '../../../../local/pipelines/expressions/expression-error';
import { jsonOf } from '../../../../local/pipelines/expressions/functions/json';
import { parseExpression } from '../../../../local/pipelines/expressions/parser';
import { arrayOf, kindOf, objectOf, type Value } from '../../../../local/pipelines/expressions/value';
import { IN_TEMPLATE, refuseUnknown } from '../../../../local/pipelines/expressions/vocabulary';

const list = arrayOf(['red', 'Green', '3']);
const people = arrayOf([objectOf([['name', 'Ada']]), objectOf([['age', '36']]), objectOf([['name', 'Alan']])]);
const parameters = objectOf([
  ['list', list],
  ['sameList', list],
  ['otherList', arrayOf(['red', 'Green', '3'])],
  ['people', people],
  [
    'object',
    objectOf([
      ['Name', 'x'],
      ['nested', objectOf([['deep', 'y']])],
    ]),
  ],
  ['a-b', 'hyphen'],
  ['yes', true],
  ['date', new Date('2026-02-03T04:05:06.078Z')],
]);
const names: Names = new Map([
  ['parameters', { value: parameters }],
  ['variables', { value: objectOf([['Build.Reason', 'PullRequest']]) }],
]);

export function valueOf(source: string): Value {
  const expression = parseExpression(source);
  refuseUnknown(expression, IN_TEMPLATE);
  return evaluate(expression, { names, doubt: () => undefined });
}

/** The kind and the text of a value, such as "number 1.5". */
export function shownValue(source: string): string {
  const value = valueOf(source);
  return `${kindOf(value)} ${textOf(value) ?? jsonOf(value).replaceAll(/\s+/g, '')}`.trimEnd();
}

export function refusalOf(source: string): string {
  try {
    return `no refusal but ${shownValue(source)}`;
  } catch (error) {
    if (error instanceof ExpressionError) {
      return `${error.offset}: ${error.message}`;
    }
    throw error;
  }
}
