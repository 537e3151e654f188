import { truthOf } from '../expressions/coercion';
import { evaluate, type Named } from '../expressions/evaluate';
import type { ExpressionFunction } from '../expressions/functions/function';
import { parseExpression } from '../expressions/parser';
import type { Value } from '../expressions/value';

/** What an expression can name while the pipeline runs. */
export interface RuntimeContext {
  readonly names: Readonly<Record<string, Value>>;
  readonly functions?: ReadonlyMap<string, ExpressionFunction>;
}

/** Throws an ExpressionError, e.g. for text that `gt` cannot compare. */
export function evaluated(source: string, { names, functions }: RuntimeContext): Value {
  const named = Object.entries(names).map(([name, value]): [string, Named] => [name.toLowerCase(), { value }]);
  return evaluate(parseExpression(source), {
    names: new Map(named),
    doubt: () => {},
    ...(functions === undefined ? {} : { functions }),
  });
}

/** A stage, job or step without a condition of its own runs if nothing before it failed. */
export function isMet(condition: string | undefined, context: RuntimeContext): boolean {
  return truthOf(evaluated(condition ?? 'succeeded()', context));
}
