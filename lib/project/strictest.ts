import { isJsonList, type Json } from '../core/lossless-json';
import { partAt } from './merge';
import type { Items, Part } from './schema/part';
import { loosened } from './tighten';
import { textBelow, type Branch, type Leaf, type Row, type Tree } from './tree';

/** Both demands together: of two answers to one question the stricter counts, in whichever order they come. */
export function strictest(one: Tree | undefined, other: Tree | undefined, part: Part): Tree | undefined {
  if (one === undefined || other === undefined) {
    return one ?? other;
  }
  if (one.kind === 'branch' && other.kind === 'branch') {
    return strictestBranch(one, other, part);
  }
  if (one.kind === 'row' && other.kind === 'row' && part.kind === 'items') {
    return strictestRow(one, other, part);
  }
  return one.kind === 'leaf' && other.kind === 'leaf' ? strictestLeaf(one, other, part) : other;
}

function strictestBranch(one: Branch, other: Branch, part: Part): Branch {
  const entries = new Map(one.entries);
  for (const [key, tree] of other.entries) {
    const inner = partAt(part, key);
    entries.set(key, (inner === undefined ? undefined : strictest(entries.get(key), tree, inner)) ?? tree);
  }
  return { ...one, entries };
}

function strictestRow(one: Row, other: Row, part: Items): Row {
  const nameOf = (item: Branch): string | undefined => textBelow(item, part.by);
  const both = one.items.map((item) => {
    const twin = other.items.find((each) => nameOf(each) === nameOf(item));
    return twin === undefined ? item : strictestBranch(item, twin, part.of);
  });
  const names = new Set(one.items.map(nameOf));
  return { ...one, items: [...both, ...other.items.filter((item) => !names.has(nameOf(item)))] };
}

function strictestLeaf(one: Leaf, other: Leaf, part: Part): Leaf {
  const spot = { part, path: '' };
  if (loosened(other, one, spot).length === 0) {
    return other;
  }
  if (loosened(one, other, spot).length === 0) {
    return one;
  }
  const tightens = part.kind === 'setting' ? part.tightens : 'free';
  return { ...other, value: together(one.value, other.value, tightens) };
}

/** Two lists of which neither contains the other. */
function together(one: Json, other: Json, tightens: string): Json {
  if (!isJsonList(one) || !isJsonList(other)) {
    return other;
  }
  const isIn = (list: readonly Json[]) => (value: Json) => list.includes(value);
  return tightens === 'superset' ? [...one, ...other.filter((value) => !isIn(one)(value))] : one.filter(isIn(other));
}
