import type { Node, Origin } from './node';

/** The piece as part of a file that the reference at `via` brought in. */
export function withVia(node: Node, via: Origin): Node {
  const at = { ...node.at, via };
  switch (node.kind) {
    case 'text':
      return { ...node, at };
    case 'list':
      return { ...node, at, items: node.items.map((item) => withVia(item, via)) };
    case 'mapping': {
      const entries = node.entries.map((entry) => ({
        ...entry,
        keyAt: { ...entry.keyAt, via },
        value: withVia(entry.value, via),
      }));
      return { ...node, at, entries };
    }
  }
}
