import { sourcesIn, type LoadedFile } from '../expand/load-file';
import { ExpressionError } from '../expressions/expression-error';
import { parseExpression } from '../expressions/parser';
import { partsOf, type Expression } from '../expressions/syntax';
import type { Findings } from '../read/finding';
import { itemsOf, textAt, valueAt, type Node } from '../read/node';

/** Warns of parameters that a file declares and never reads, not even where no run of it goes. */
export function checkUnusedParameters({ node }: LoadedFile, findings: Findings): void {
  const declared = itemsOf(valueAt(node, 'parameters'));
  const read = new Set(
    textsIn(node)
      .flatMap(parametersRead)
      .map((name) => name.toLowerCase()),
  );
  for (const parameter of declared) {
    const name = textAt(parameter, 'name');
    if (name !== undefined && !read.has(name.toLowerCase()) && !read.has(ALL)) {
      findings.warn(parameter.at, 'unused-parameter', `parameter '${name}' is declared but never used`);
    }
  }
}

const ALL = '*';

function textsIn(node: Node): readonly string[] {
  switch (node.kind) {
    case 'text':
      return [node.text];
    case 'list':
      return node.items.flatMap((item) => textsIn(item));
    case 'mapping':
      return node.entries.flatMap(({ key, value }) => [key, ...textsIn(value)]);
  }
}

function parametersRead(text: string): readonly string[] {
  if (!text.includes('${{')) {
    return [];
  }
  try {
    return sourcesIn(text).flatMap(({ source }) => namesIn(parseExpression(source)));
  } catch (error) {
    // What cannot be read has been reported; it may read anything.
    if (error instanceof ExpressionError) {
      return [ALL];
    }
    throw error;
  }
}

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
