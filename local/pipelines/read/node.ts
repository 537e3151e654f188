import type { Position } from '../../../lib/yaml/position';

/** Where something was written, and the reference that included its file. */
export interface Origin extends Position {
  readonly via?: Origin;
}

/** A scalar. Azure Pipelines reads every scalar as text and gives it a type where one is asked for. */
export interface Text {
  readonly kind: 'text';
  readonly text: string;
  readonly at: Origin;
  /** What an expression gave, where it is more than its text: a boolean or a number. */
  readonly typed?: unknown;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly at: Origin;
}

export interface Entry {
  readonly key: string;
  readonly keyAt: Origin;
  readonly value: Node;
}

export interface Mapping {
  readonly kind: 'mapping';
  readonly entries: readonly Entry[];
  readonly at: Origin;
}

export type Node = Text | List | Mapping;

export function textNode(text: string, at: Origin): Text {
  return { kind: 'text', text, at };
}

/** The entry of that name; names differ in more than case. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  if (node?.kind !== 'mapping') {
    return undefined;
  }
  // Nearly every question is asked in the right spelling; letters are only folded where the length fits.
  for (const entry of node.entries) {
    if (entry.key === key || (entry.key.length === key.length && entry.key.toLowerCase() === key.toLowerCase())) {
      return entry;
    }
  }
  return undefined;
}

export function valueAt(node: Node | undefined, key: string): Node | undefined {
  return entryOf(node, key)?.value;
}

/** The text below the key; empty text counts as nothing. */
export function textAt(node: Node | undefined, key: string): string | undefined {
  const value = valueAt(node, key);
  return value?.kind === 'text' && value.text !== '' ? value.text : undefined;
}

export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}

/** What the node is, as a message names it. */
export function kindName(node: Node): string {
  if (node.kind === 'text') {
    return node.text === '' ? 'nothing' : `'${shortened(node.text)}'`;
  }
  return node.kind === 'list' ? 'a list' : 'a mapping';
}

const LONGEST_SHOWN = 60;

export function shortened(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > LONGEST_SHOWN || line !== text ? `${line.slice(0, LONGEST_SHOWN)}…` : line;
}
