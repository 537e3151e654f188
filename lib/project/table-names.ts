import { partAt } from './merge';
import type { Part } from './schema/part';
import { textBelow, type Branch, type Leaf, type Tree } from './tree';

interface Surroundings {
  readonly catalog: string | undefined;
  readonly schema: string | undefined;
}

type Rename = (name: string) => string;

/** The tree with every name of a table completed by the environment. */
export function withFullNames(tree: Branch, part: Part): Branch {
  const around = { catalog: textBelow(tree, 'catalog'), schema: textBelow(tree, 'schema') };
  return withTableNames(tree, part, (name) => fullTableName(name, around));
}

/** The tree with every name of a table replaced. */
export function withTableNames(tree: Branch, part: Part, rename: Rename): Branch {
  return { ...tree, entries: named(tree, part, rename) };
}

function named(tree: Branch, part: Part, rename: Rename): Branch['entries'] {
  return new Map([...tree.entries].map(([key, child]) => [key, renamed(child, partAt(part, key), rename)]));
}

function renamed(tree: Tree, part: Part | undefined, rename: Rename): Tree {
  if (part === undefined || !hasTables(part)) {
    return tree;
  }
  switch (tree.kind) {
    case 'branch':
      return { ...tree, entries: named(tree, part, rename) };
    case 'row':
      return {
        ...tree,
        items: tree.items.map((item) => ({
          ...item,
          entries: named(item, part.kind === 'items' ? part.of : part, rename),
        })),
      };
    case 'leaf':
      return namesTable(part) ? renamedLeaf(tree, rename) : tree;
  }
}

function renamedLeaf(leaf: Leaf, rename: Rename): Leaf {
  return typeof leaf.value === 'string' ? { ...leaf, value: rename(leaf.value) } : leaf;
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
