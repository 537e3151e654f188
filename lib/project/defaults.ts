import type { Json } from '../core/lossless-json';
import type { Part, Section } from './schema/part';
import { nothing, type Branch, type Tree } from './tree';

/** The tree with everything that is there by itself. */
export function withDefaults(tree: Branch, section: Section): Branch {
  // In the order of the schema, whoever wrote what.
  const entries = new Map<string, Tree>();
  for (const [key, part] of Object.entries(section.keys)) {
    const filled = filledIn(tree.entries.get(key), part);
    if (filled !== undefined) {
      entries.set(key, filled);
    }
  }
  return { ...tree, entries };
}

function filledIn(tree: Tree | undefined, part: Part): Tree | undefined {
  switch (part.kind) {
    case 'setting':
      return tree ?? defaultOf(part.default);
    case 'section':
      return tree?.kind === 'branch' || part.presence !== 'optional'
        ? withDefaults(tree?.kind === 'branch' ? tree : nothing, part)
        : undefined;
    case 'entries':
      return tree?.kind === 'branch'
        ? {
            ...tree,
            entries: new Map([...tree.entries].map(([key, entry]) => [key, filledIn(entry, part.of) ?? entry])),
          }
        : undefined;
    case 'items':
      return tree?.kind === 'row'
        ? { ...tree, items: tree.items.map((item) => withDefaults(item, part.of)) }
        : undefined;
  }
}

function defaultOf(value: Json | undefined): Tree | undefined {
  return value === undefined ? undefined : { kind: 'leaf', value, origin: { kind: 'default' } };
}
