import { textOf } from '../expressions/coercion';
import { Decimal } from '../expressions/decimal';
import { arrayOf, isArray, isObject, objectOf, type Value } from '../expressions/value';
import type { List, Mapping, Node, Origin } from '../read/node';

/** A piece of a file as expressions see it. It remembers the piece, so that inserting it keeps its positions. */
export function valueOf(node: Node): Value {
  switch (node.kind) {
    case 'text':
      return (node.typed as Value | undefined) ?? node.text;
    case 'list':
      return arrayOf(node.items.map(valueOf), node);
    case 'mapping':
      return objectOf(
        node.entries.map(({ key, value }) => [key, valueOf(value)]),
        node,
      );
  }
}

/** What an expression gave, as a piece of the pipeline at `at`. */
export function nodeOf(value: Value, at: Origin): Node {
  if (isArray(value)) {
    return (
      (value.source as List | undefined) ?? { kind: 'list', items: value.items.map((item) => nodeOf(item, at)), at }
    );
  }
  if (isObject(value)) {
    const entries = [...value.members].map(([key, member]) => ({ key, keyAt: at, value: nodeOf(member, at) }));
    return (value.source as Mapping | undefined) ?? { kind: 'mapping', entries, at };
  }
  const text = textOf(value) ?? '';
  return typeof value === 'boolean' || value instanceof Decimal
    ? { kind: 'text', text, at, typed: value }
    : { kind: 'text', text, at };
}
