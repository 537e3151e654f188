import { ExpressionError } from '../expressions/expression-error';
import { parseExpression } from '../expressions/parser';
import { partsOf, pathOf, type Expression } from '../expressions/syntax';

export interface FoundPath {
  readonly path: readonly string[];
  readonly offset: number;
}

/** The longest fixed paths of an expression; one that cannot be read has been reported. */
export function pathsIn(source: string): readonly FoundPath[] {
  try {
    const parts = partsOf(parseExpression(source));
    const inner = new Set<Expression>(parts.flatMap((part) => (part.kind === 'index' ? [part.target] : [])));
    return parts.flatMap((part) => {
      const path = inner.has(part) ? undefined : pathOf(part);
      return path === undefined ? [] : [{ path, offset: part.at }];
    });
  } catch (error) {
    if (error instanceof ExpressionError) {
      return [];
    }
    throw error;
  }
}
