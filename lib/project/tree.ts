import { scalarText, type Json, type JsonObject } from '../core/lossless-json';
import type { Position } from '../yaml/position';

/** Where a value comes from: the project's file, a baseline, or nobody wrote it. */
export type Origin =
  | { readonly kind: 'project' | 'baseline'; readonly at: Position }
  | { readonly kind: 'default'; readonly at?: undefined };

export interface Leaf {
  readonly kind: 'leaf';
  readonly value: Json;
  readonly origin: Origin;
}

export interface Branch {
  readonly kind: 'branch';
  readonly entries: ReadonlyMap<string, Tree>;
  readonly origin: Origin;
}

export interface Row {
  readonly kind: 'row';
  readonly items: readonly Branch[];
  readonly origin: Origin;
}

/** A configuration, or a part of one, in which every value knows where it was written. */
export type Tree = Leaf | Branch | Row;

export const nothing: Branch = { kind: 'branch', entries: new Map(), origin: { kind: 'default' } };

export function valueOf(tree: Branch): JsonObject;
export function valueOf(tree: Tree): Json;
export function valueOf(tree: Tree): Json {
  switch (tree.kind) {
    case 'leaf':
      return tree.value;
    case 'row':
      return tree.items.map((item) => valueOf(item));
    case 'branch':
      return Object.fromEntries([...tree.entries].map(([key, child]) => [key, valueOf(child)]));
  }
}

/** What stands below the keys; undefined when nothing does. */
export function below(tree: Tree | undefined, ...keys: readonly string[]): Tree | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) {
    return tree;
  }
  return tree?.kind === 'branch' ? below(tree.entries.get(key), ...rest) : undefined;
}

export function textBelow(tree: Tree | undefined, ...keys: readonly string[]): string | undefined {
  const found = below(tree, ...keys);
  return found?.kind === 'leaf' && found.value !== null ? scalarText(found.value) : undefined;
}

export function rowBelow(tree: Tree | undefined, ...keys: readonly string[]): readonly Branch[] {
  const found = below(tree, ...keys);
  return found?.kind === 'row' ? found.items : [];
}

/** The same tree with another value below the keys. */
export function withBelow(tree: Branch, keys: readonly [string, ...string[]], child: Tree): Branch {
  const [key, next, ...rest] = keys;
  const inner = tree.entries.get(key);
  const holder = inner?.kind === 'branch' ? inner : nothing;
  const replaced = next === undefined ? child : withBelow(holder, [next, ...rest], child);
  return { ...tree, entries: new Map([...tree.entries, [key, replaced]]) };
}
