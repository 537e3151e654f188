import { isJsonList, toJson, type Json } from '../core/lossless-json';
import type { Position, Problem } from '../yaml/position';
import { partAt } from './merge';
import type { Items, Part, Setting } from './schema/part';
import { textBelow, valueOf, type Branch, type Leaf, type Row, type Tree } from './tree';

/** Where a demand is compared with what a project says. */
export interface Spot {
  readonly part: Part;
  /** As a person writes it, e.g. `promotion.approval`. */
  readonly path: string;
}

/** Every position where `ours` asks for less than `theirs`; what `ours` does not say, it takes over. */
export function loosened(ours: Tree | undefined, theirs: Tree, spot: Spot): readonly Problem[] {
  if (ours === undefined) {
    return [];
  }
  const { part } = spot;
  if (part.kind === 'items') {
    return ours.kind === 'row' && theirs.kind === 'row' ? itemsLoosened(ours, theirs, { ...spot, part }) : [];
  }
  if (ours.kind === 'branch' && theirs.kind === 'branch') {
    return [...theirs.entries].flatMap(([key, demand]) => {
      const inner = partAt(part, key);
      return inner === undefined
        ? []
        : loosened(ours.entries.get(key), demand, { part: inner, path: within(spot, key) });
    });
  }
  return part.kind === 'setting' && ours.kind === 'leaf' && theirs.kind === 'leaf'
    ? settingLoosened(ours, theirs, { ...spot, part })
    : [];
}

function within({ path }: Spot, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function settingLoosened(
  ours: Leaf,
  theirs: Leaf,
  { part, path }: Spot & { readonly part: Setting },
): readonly Problem[] {
  const demand = unmet(ours.value, theirs.value, part);
  return demand === undefined
    ? []
    : [refusal(ours, theirs, `${path} is ${shown(ours.value)}, and the baseline ${demand}`)];
}

/** What the baseline says, when `ours` asks for less. */
function unmet(ours: Json, theirs: Json, { tightens, levels = [] }: Setting): string | undefined {
  switch (tightens) {
    case 'free':
      return undefined;
    case 'fixed':
      return toJson(ours) === toJson(theirs) ? undefined : `fixes it at ${shown(theirs)}`;
    case 'lower':
      return Number(ours) <= Number(theirs) ? undefined : `allows ${shown(theirs)} at most`;
    case 'higher':
      return Number(ours) >= Number(theirs) ? undefined : `demands ${shown(theirs)} at least`;
    case 'level':
      return rank(ours, levels) >= rank(theirs, levels) ? undefined : `demands ${shown(theirs)}`;
    case 'superset': {
      const lacking = listed(theirs).filter((value) => !listed(ours).includes(value));
      return lacking.length === 0 ? undefined : `demands ${lacking.join(', ')}, too`;
    }
    case 'subset': {
      const allowed = listed(theirs);
      const beyond = listed(ours).filter((value) => !allowed.includes(value));
      // An empty list names nobody in particular, and so allows all.
      const isOpen = allowed.length > 0 && listed(ours).length === 0;
      return isOpen || (allowed.length > 0 && beyond.length > 0) ? `allows ${allowed.join(', ')} only` : undefined;
    }
  }
}

function rank(value: Json, levels: readonly (string | boolean)[]): number {
  return levels.findIndex((each) => each === value);
}

function listed(value: Json): readonly string[] {
  return isJsonList(value) ? value.map(String) : [];
}

function itemsLoosened(ours: Row, theirs: Row, spot: Spot & { readonly part: Items }): readonly Problem[] {
  const { part, path } = spot;
  if (part.tightens === 'free') {
    return [];
  }
  return theirs.items.flatMap((demand) => {
    const name = textBelow(demand, part.by) ?? '';
    const own = ours.items.find((item) => textBelow(item, part.by) === name);
    return own === undefined
      ? [refusal(ours, demand, `${path} leaves out '${name}', which the baseline demands`)]
      : itemLoosened(own, demand, { part, path: `${path}[${name}]` });
  });
}

/** A list is replaced as a whole, so an item takes nothing over: what it leaves out is gone. */
function itemLoosened(own: Branch, demand: Branch, spot: Spot & { readonly part: Items }): readonly Problem[] {
  return [...demand.entries].flatMap(([key, wanted]) => {
    const part = partAt(spot.part.of, key);
    if (part === undefined) {
      return [];
    }
    const ours = own.entries.get(key) ?? defaultOf(part, own);
    const isFree = part.kind === 'setting' && part.tightens === 'free';
    return ours === undefined && !isFree
      ? [refusal(own, wanted, `${spot.path} leaves out ${key}, and the baseline says ${shown(valueOf(wanted))}`)]
      : loosened(ours, wanted, { part, path: within(spot, key) });
  });
}

function defaultOf(part: Part, { origin }: Branch): Leaf | undefined {
  const value = part.kind === 'setting' ? part.default : undefined;
  return value === undefined ? undefined : { kind: 'leaf', value, origin };
}

function refusal(ours: Tree, theirs: Tree, what: string): Problem {
  const at: Position = ours.origin.at ?? { file: '(default)', line: 1, column: 1 };
  return { at, message: `${what} (${positionText(theirs.origin.at)}); it may only be tightened` };
}

export function positionText(at: Position | undefined): string {
  return at === undefined ? 'default' : `${at.file}:${at.line}:${at.column}`;
}

function shown(value: Json): string {
  return typeof value === 'string' ? `'${value}'` : toJson(value);
}
