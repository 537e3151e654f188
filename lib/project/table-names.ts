import { partAt } from './merge';
import type { Part } from './schema/part';
import { textBelow, type Branch, type Leaf, type Tree } from './tree';

interface Surroundings {
  readonly catalog: string | undefined;
  readonly schema: string | undefined;
}

/** The tree with every name of a table completed by the environment. */
export function withFullNames(tree: Branch, part: Part): Branch {
  const around = { catalog: textBelow(tree, 'catalog'), schema: textBelow(tree, 'schema') };
  return { ...tree, entries: named(tree, part, around) };
}

function named(tree: Branch, part: Part, around: Surroundings): Branch['entries'] {
  return new Map([...tree.entries].map(([key, child]) => [key, inFull(child, partAt(part, key), around)]));
}

function inFull(tree: Tree, part: Part | undefined, around: Surroundings): Tree {
  if (part === undefined || !hasTables(part)) {
    return tree;
  }
  switch (tree.kind) {
    case 'branch':
      return { ...tree, entries: named(tree, part, around) };
    case 'row':
      return {
        ...tree,
        items: tree.items.map((item) => ({
          ...item,
          entries: named(item, part.kind === 'items' ? part.of : part, around),
        })),
      };
    case 'leaf':
      return namesTable(part) ? fullLeaf(tree, around) : tree;
  }
}

function fullLeaf(leaf: Leaf, around: Surroundings): Leaf {
  return typeof leaf.value === 'string' ? { ...leaf, value: fullTableName(leaf.value, around) } : leaf;
}

/** One part gets catalog and schema in front, two parts the catalog; without a catalog there is nothing to add. */
export function fullTableName(name: string, { catalog, schema }: Surroundings): string {
  const parts = name.split('.').length;
  if (parts === 1 && catalog !== undefined && schema !== undefined) {
    return `${catalog}.${schema}.${name}`;
  }
  return parts === 2 && catalog !== undefined ? `${catalog}.${name}` : name;
}

const WITH_TABLES = new WeakMap<Part, boolean>();

/** Most of a long file names no table, and need not be copied. */
function hasTables(part: Part): boolean {
  const known = WITH_TABLES.get(part) ?? (namesTable(part) || partsIn(part).some(hasTables));
  WITH_TABLES.set(part, known);
  return known;
}

function namesTable(part: Part): boolean {
  return part.kind === 'setting' && part.names === 'table';
}

function partsIn(part: Part): readonly Part[] {
  switch (part.kind) {
    case 'setting':
      return [];
    case 'section':
      return Object.values(part.keys);
    case 'entries':
    case 'items':
      return [part.of];
  }
}
