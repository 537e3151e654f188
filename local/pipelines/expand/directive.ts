/** A key that decides what happens to its value instead of naming it. */
export type Directive =
  | { readonly kind: 'if' | 'elseif'; readonly condition: string; readonly at: number }
  | { readonly kind: 'else' }
  | { readonly kind: 'insert' }
  | { readonly kind: 'each'; readonly variable: string; readonly collection: string; readonly at: number }
  | { readonly kind: 'broken'; readonly problem: string };

const FORM = /^\s*\$\{\{\s*(if|elseif|else|each|insert)\b([^]*)\}\}\s*$/;
const EACH = /^(\s+)([A-Za-z_]\w*)(\s+in\s+)([^]*)$/;

/** Undefined for a key that is a name. */
export function directiveOf(key: string): Directive | undefined {
  const [, word, rest = ''] = (key.includes('${{') ? FORM.exec(key) : null) ?? [];
  const at = key.length - key.trimEnd().length;
  const begin = key.length - rest.length - 2 - at;
  switch (word) {
    case 'if':
    case 'elseif':
      return rest.trim() === ''
        ? { kind: 'broken', problem: `'${word}' has no condition` }
        : { kind: word, condition: rest, at: begin };
    case 'else':
    case 'insert':
      return rest.trim() === '' ? { kind: word } : { kind: 'broken', problem: `'${word}' takes nothing after it` };
    case 'each':
      return eachOf(rest, begin);
    case undefined:
    default:
      return undefined;
  }
}

function eachOf(rest: string, begin: number): Directive {
  const [, blank = '', variable, between = '', collection = ''] = EACH.exec(rest) ?? [];
  return variable === undefined || collection.trim() === ''
    ? { kind: 'broken', problem: "'each' has the form ${{ each name in list }}" }
    : { kind: 'each', variable, collection, at: begin + blank.length + variable.length + between.length };
}
