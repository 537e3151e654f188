import type { Value } from './value';

/** A parsed expression; `at` is the letter where it begins. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Value; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'index'; readonly target: Expression; readonly index: Expression | '*'; readonly at: number }
  | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Expression[]; readonly at: number };

/** Every part of the expression, itself first. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'name':
      return [expression];
    case 'index': {
      const index = expression.index === '*' ? [] : partsOf(expression.index);
      return [expression, ...partsOf(expression.target), ...index];
    }
    case 'call':
      return [expression, ...expression.parameters.flatMap((parameter) => partsOf(parameter))];
  }
}

/** `a.b['c']` as ['a', 'b', 'c']; undefined for anything that is not a path of fixed names. */
export function pathOf(expression: Expression): readonly string[] | undefined {
  if (expression.kind === 'name') {
    return [expression.name];
  }
  if (expression.kind !== 'index' || expression.index === '*' || expression.index.kind !== 'literal') {
    return undefined;
  }
  const target = pathOf(expression.target);
  const { value } = expression.index;
  return target === undefined || typeof value !== 'string' ? undefined : [...target, value];
}
