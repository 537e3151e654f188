import { Decimal } from './decimal';
import { Version } from './version';

/** What an expression can be. Dates come from `pipeline.startTime` only. */
export type Value = null | boolean | string | Decimal | Version | Date | ArrayValue | ObjectValue;

export interface ArrayValue {
  readonly kind: 'array';
  readonly items: readonly Value[];
  /** What the array was made from; goes with it to where it is inserted. */
  readonly source?: unknown;
}

export interface ObjectValue {
  readonly kind: 'object';
  readonly members: ReadonlyMap<string, Value>;
  readonly source?: unknown;
}

export type ValueKind = 'null' | 'boolean' | 'string' | 'number' | 'version' | 'date' | 'array' | 'object';

export function kindOf(value: Value): ValueKind {
  if (value === null) {
    return 'null';
  }
  if (typeof value === 'boolean' || typeof value === 'string') {
    return typeof value === 'boolean' ? 'boolean' : 'string';
  }
  if (value instanceof Decimal) {
    return 'number';
  }
  if (value instanceof Version) {
    return 'version';
  }
  return value instanceof Date ? 'date' : value.kind;
}

export function isArray(value: Value): value is ArrayValue {
  return kindOf(value) === 'array';
}

export function isObject(value: Value): value is ObjectValue {
  return kindOf(value) === 'object';
}

export function arrayOf(items: readonly Value[], source?: unknown): ArrayValue {
  return { kind: 'array', items, source };
}

export function objectOf(members: Iterable<readonly [string, Value]>, source?: unknown): ObjectValue {
  return { kind: 'object', members: new Map(members), source };
}

/** Names of members differ in more than case; the same spelling wins. */
export function memberOf({ members }: ObjectValue, name: string): Value | undefined {
  const exact = members.get(name);
  if (exact !== undefined) {
    return exact;
  }
  const wanted = name.toLowerCase();
  for (const [key, value] of members) {
    if (key.toLowerCase() === wanted) {
      return value;
    }
  }
  return undefined;
}
