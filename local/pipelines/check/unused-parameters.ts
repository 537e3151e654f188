import type { LoadedFile } from '../expand/load-file';
import { partsOf, type Expression } from '../expressions/syntax';
import type { Findings } from '../read/finding';
import { itemsOf, textAt, valueAt } from '../read/node';

/** Warns of parameters that a file declares and never reads, not even where no run of it goes. */
export function checkUnusedParameters({ node, expressions }: LoadedFile, findings: Findings): void {
  const declared = itemsOf(valueAt(node, 'parameters'));
  // What cannot be read has been reported; it may read anything.
  if (declared.length === 0 || expressions.refused.length > 0) {
    return;
  }
  const read = new Set(expressions.all.flatMap(namesIn).map((name) => name.toLowerCase()));
  for (const parameter of declared) {
    const name = textAt(parameter, 'name');
    if (name !== undefined && !read.has(name.toLowerCase()) && !read.has(ALL)) {
      findings.warn(parameter.at, 'unused-parameter', `parameter '${name}' is declared but never used`);
    }
  }
}

const ALL = '*';

function namesIn(expression: Expression): readonly string[] {
  const parts = partsOf(expression);
  const fixed = new Set<Expression>();
  const names = parts.flatMap((part) => {
    if (part.kind !== 'index' || !isParameters(part.target)) {
      return [];
    }
    fixed.add(part.target);
    return part.index !== '*' && part.index.kind === 'literal' && typeof part.index.value === 'string'
      ? [part.index.value]
      : [ALL];
  });
  return parts.some((part) => isParameters(part) && !fixed.has(part)) ? [ALL, ...names] : names;
}

function isParameters(part: Expression): boolean {
  return part.kind === 'name' && part.name.toLowerCase() === 'parameters';
}
