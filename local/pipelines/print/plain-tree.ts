import type { Node } from '../read/node';

export type PlainTree = string | readonly PlainTree[] | { readonly [key: string]: PlainTree };

/** The tree without its positions. Every scalar is text: Azure Pipelines gives it a type where one is asked for. */
export function plainTree(node: Node): PlainTree {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'list':
      return node.items.map(plainTree);
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainTree(value)]));
  }
}
