import { Decimal } from './decimal';
import { kindOf, type Value, type ValueKind } from './value';
import { Version } from './version';

/** Undefined means "not convertible"; null is a value. */
export type Converted = Value | undefined;

/** The table of https://learn.microsoft.com/azure/devops/pipelines/process/expressions#type-casting. */
export function converted(value: Value, kind: ValueKind): Converted {
  if (kindOf(value) === kind) {
    return value;
  }
  switch (kind) {
    case 'boolean':
      return truthOf(value);
    case 'string':
      return textOf(value);
    case 'number':
      return numberOf(value);
    case 'version':
      return typeof value === 'string' || value instanceof Decimal ? Version.parse(String(value)) : undefined;
    case 'null':
      return value === '' ? null : undefined;
    case 'date':
    case 'array':
    case 'object':
      return undefined;
  }
}

/** Every text but the empty one is true, 'false' as well. */
export function truthOf(value: Value): boolean {
  return typeof value === 'boolean'
    ? value
    : !(value === null || value === '' || (value instanceof Decimal && value.isZero));
}

export function textOf(value: Value): string | undefined {
  if (value === null) {
    return '';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (typeof value === 'string' || value instanceof Decimal || value instanceof Version) {
    return String(value);
  }
  return value instanceof Date ? value.toISOString() : undefined;
}

export function numberOf(value: Value): Decimal | undefined {
  if (value === null || value === '') {
    return Decimal.of(0);
  }
  if (typeof value === 'boolean') {
    return Decimal.of(value ? 1 : 0);
  }
  return typeof value === 'string' ? Decimal.parse(value) : value instanceof Decimal ? value : undefined;
}

const ASCII = /^[\u0020-\u007e]*$/;

/** Letters compared one by one as .NET's ordinal comparison without case does: `ß` is not `SS`. */
export function folded(text: string): string {
  if (ASCII.test(text)) {
    return text.toUpperCase();
  }
  return Array.from(text, (letter) => {
    const upper = letter.toUpperCase();
    return upper.length === letter.length ? upper : letter;
  }).join('');
}
