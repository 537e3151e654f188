import { textOf } from '../coercion';
import { kindOf, type Value } from '../value';
import { formattedDate } from './date-format';
import type { Arguments } from './function';

// A doubled brace, a place with an index and perhaps a form, or a brace that is neither.
const PIECE = /\{\{|\}\}|\{([^{}:]*)(?::((?:[^{}]|\{\{|\}\})*))?\}|[{}]/g;

export function formatted(given: Arguments): Value {
  return given.text(0).replaceAll(PIECE, (piece: string, index?: string, form?: string) => {
    if (piece === '{{' || piece === '}}') {
      return piece.slice(1);
    }
    if (index === undefined) {
      throw given.refusal(`the format has a lone '${piece}'; write a literal brace twice`);
    }
    return placed(given, index, form);
  });
}

function placed(given: Arguments, index: string, form: string | undefined): string {
  const position = /^\d+$/.test(index) ? Number(index) + 1 : Number.POSITIVE_INFINITY;
  if (position >= given.count) {
    throw given.refusal(`the format uses '{${index}}', but the arguments are 0 to ${given.count - 2}`);
  }
  const value = given.value(position);
  if (form === undefined || form === '') {
    return textOf(value) ?? kindOf(value);
  }
  const date =
    value instanceof Date ? formattedDate(value, form.replaceAll('{{', '{').replaceAll('}}', '}')) : undefined;
  if (date === undefined) {
    throw given.refusal(`the format '${form}' does not apply to argument ${position - 1}, a ${kindOf(value)}`);
  }
  return date;
}
