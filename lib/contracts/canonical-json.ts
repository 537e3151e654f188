import { isJsonObject } from '../core/lossless-json';
import { formatProblem, pointerTo, type Problem } from './problem';

/**
 * The canonical text of a JSON value (RFC 8785, https://www.rfc-editor.org/rfc/rfc8785).
 * A member that is undefined counts as absent. Throws a TypeError if `unfitForJson` finds a problem.
 */
export function canonicalJson(value: unknown): string {
  const problems = unfitForJson(value);
  if (problems.length > 0) {
    throw new TypeError(problems.map(formatProblem).join('; '));
  }
  return textOf(value);
}

/** Everything in the value that would change on its way through the canonical form. */
export function unfitForJson(value: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const path: (string | number)[] = [];
  const note = (message: string | undefined): void => {
    if (message !== undefined) {
      problems.push({ pointer: pointerTo(path), message });
    }
  };
  const visit = (part: unknown, key: string | number): void => {
    path.push(key);
    note(typeof key === 'string' ? flawOf(key) : undefined);
    judge(part);
    path.pop();
  };
  const judge = (part: unknown): void => {
    if (Array.isArray(part)) {
      part.forEach(visit);
    } else if (isJsonObject(part) && isPlain(part)) {
      membersOf(part).forEach(([key, member]) => visit(member, key));
    } else {
      note(flawOf(part));
    }
  };
  judge(value);
  return problems;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(textOf).join(',')}]`;
  }
  if (isJsonObject(value)) {
    const members = membersOf(value).toSorted(byCodeUnits);
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${textOf(member)}`).join(',')}}`;
  }
  // The RFC takes numbers and escapes from ECMAScript: -0 becomes 0.
  return JSON.stringify(value);
}

type Member = readonly [key: string, value: unknown];

function membersOf(value: object): readonly Member[] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

function byCodeUnits([one]: Member, [other]: Member): number {
  return one < other ? -1 : 1;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const HALF_CHARACTER = /\p{Surrogate}/u;

function flawOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return HALF_CHARACTER.test(value) ? 'contains half of a surrogate pair, which is not a character' : undefined;
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : `is ${value}, which JSON does not have`;
  }
  if (typeof value === 'bigint') {
    return `is ${value}, too large for a JSON number; write it as text`;
  }
  return value === null || typeof value === 'boolean' ? undefined : 'is not a JSON value';
}
