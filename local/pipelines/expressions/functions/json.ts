import { textOf } from '../coercion';
import { Decimal } from '../decimal';
import { isArray, isObject, type Value } from '../value';

/** JSON with two blanks per level. Parameters that are objects hold text only, so their numbers stand in quotes. */
export function jsonOf(value: Value): string {
  return jsonAt(value, '');
}

function jsonAt(value: Value, margin: string): string {
  const inner = `${margin}  `;
  if (isArray(value)) {
    return bracketed(
      '[]',
      value.items.map((item) => jsonAt(item, inner)),
      margin,
    );
  }
  if (isObject(value)) {
    const members = [...value.members].map(([key, member]) => `${JSON.stringify(key)}: ${jsonAt(member, inner)}`);
    return bracketed('{}', members, margin);
  }
  if (value === null || typeof value === 'boolean' || value instanceof Decimal) {
    return String(value);
  }
  return JSON.stringify(textOf(value));
}

function bracketed([open = '', close = '']: string, parts: readonly string[], margin: string): string {
  const lines = parts.map((part) => `${margin}  ${part}`).join(',\n');
  return parts.length === 0 ? `${open}${close}` : `${open}\n${lines}\n${margin}${close}`;
}
