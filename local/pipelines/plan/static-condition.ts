import { textOf, truthOf } from '../expressions/coercion';
import { areEqual } from '../expressions/compare';
import { pathOf, type Expression } from '../expressions/syntax';
import type { Value } from '../expressions/value';

export const RESULTS = ['Succeeded', 'SucceededWithIssues', 'Failed', 'Canceled', 'Skipped'] as const;
export type Result = (typeof RESULTS)[number];

/** One way in which the dependencies can have ended. */
export interface Assignment {
  /** By name in lower case. */
  readonly results: ReadonlyMap<string, Result>;
  /** Those that are waited for through others. */
  readonly others: 'skipped' | 'unknown';
}

/** Whether a condition holds then; undefined where that depends on something else. */
export function holds(condition: Expression, assignment: Assignment): boolean | undefined {
  const value = valueOf(condition, assignment);
  return value === undefined ? undefined : truthOf(value);
}

function valueOf(expression: Expression, assignment: Assignment): Value | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name':
      return undefined;
    case 'index': {
      const [root, name, member] = (pathOf(expression) ?? []).map((word) => word.toLowerCase());
      return root === 'dependencies' && member === 'result' ? assignment.results.get(name ?? '') : undefined;
    }
    case 'call':
      return called(expression, assignment);
  }
}

function called({ name, parameters }: Expression & { kind: 'call' }, assignment: Assignment): Value | undefined {
  const values = (): readonly (Value | undefined)[] => parameters.map((parameter) => valueOf(parameter, assignment));
  const truths = (): readonly (boolean | undefined)[] => parameters.map((parameter) => holds(parameter, assignment));
  switch (name.toLowerCase()) {
    case 'and':
      return all(truths());
    case 'or':
      return negated(all(truths().map(negated)));
    case 'not':
      return negated(truths()[0]);
    case 'eq':
      return equal(values());
    case 'ne':
      return negated(equal(values()));
    case 'in':
      return among(values());
    case 'notin':
      return negated(among(values()));
    case 'always':
      return true;
    case 'succeeded':
      return succeeded(parameters, assignment);
    case 'failed':
      // What waits for nothing begins before anything can have failed.
      return assignment.results.size === 0 ? false : undefined;
    default:
      return undefined;
  }
}

function all(truths: readonly (boolean | undefined)[]): boolean | undefined {
  return truths.includes(false) ? false : truths.includes(undefined) ? undefined : true;
}

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function equal([left, right]: readonly (Value | undefined)[]): boolean | undefined {
  return left === undefined || right === undefined ? undefined : areEqual(left, right);
}

function among([wanted, ...items]: readonly (Value | undefined)[]): boolean | undefined {
  return negated(all(items.map((item) => negated(equal([wanted, item])))));
}

function succeeded(named: readonly Expression[], { results, others }: Assignment): boolean | undefined {
  const names = named.map((name) => (name.kind === 'literal' ? (textOf(name.value) ?? '').toLowerCase() : ''));
  const asked = names.length === 0 ? [...results.values()] : names.map((name) => results.get(name));
  const isSuccess = (result: Result | undefined): boolean | undefined =>
    result === undefined ? undefined : result === 'Succeeded' || result === 'SucceededWithIssues';
  const rest = names.length > 0 || others === 'unknown' ? [] : [false];
  return all([...asked.map(isSuccess), ...rest]);
}
