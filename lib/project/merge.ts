import type { Part } from './schema/part';
import { nothing, type Branch, type Tree } from './tree';

/** One configuration over another: maps are merged by key, everything else is replaced. */
function merged(under: Tree | undefined, over: Tree | undefined, part: Part | undefined): Tree | undefined {
  if (under === undefined || over === undefined) {
    return over ?? under;
  }
  if (under.kind !== 'branch' || over.kind !== 'branch') {
    return over;
  }
  const entries = new Map(remaining(under, over, part));
  for (const [key, tree] of over.entries) {
    entries.set(key, merged(entries.get(key), tree, partAt(part, key)) ?? tree);
  }
  return { ...over, entries };
}

export function mergedBranch(under: Branch | undefined, over: Branch | undefined, part: Part): Branch {
  const tree = merged(under, over, part);
  return tree?.kind === 'branch' ? tree : nothing;
}

/** Of keys that exclude each other, the ones that the override decided against fall away. */
function remaining(under: Branch, over: Branch, part: Part | undefined): Branch['entries'] {
  const groups = part?.kind === 'section' ? (part.oneOf ?? []) : [];
  const isChosen = (group: readonly string[]): boolean => group.some((key) => over.entries.has(key));
  const others = groups.some(isChosen) ? groups.filter((group) => !isChosen(group)).flat() : [];
  return new Map([...under.entries].filter(([key]) => !others.includes(key)));
}

export function partAt(part: Part | undefined, key: string): Part | undefined {
  switch (part?.kind) {
    case 'section':
      return Object.hasOwn(part.keys, key) ? part.keys[key] : undefined;
    case 'entries':
      return part.of;
    case 'items':
      return part.of;
    case 'setting':
    case undefined:
      return undefined;
  }
}
