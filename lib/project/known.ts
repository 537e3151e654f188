import type { Json } from '../core/lossless-json';
import { faithful, type YamlNode } from '../yaml/node';
import { problemsIn, type Shape } from '../yaml/shape';
import type { Part } from './schema/part';
import { shapeOf } from './shape-of';
import type { Branch, Origin, Tree } from './tree';

type Whose = 'project' | 'baseline';

/** The part of the YAML that fits the schema; what does not is left out, so that the rest can still be judged. */
export function knownIn(node: YamlNode, part: Part, whose: Whose): Tree | undefined {
  const origin: Origin = { kind: whose, at: node.at };
  switch (part.kind) {
    case 'setting':
      return problemsIn(node, part.shape).length === 0 ? settingIn(node, part.shape, whose) : undefined;
    case 'section':
      return branchOf(node, whose, (key) => (Object.hasOwn(part.keys, key) ? part.keys[key] : undefined));
    case 'entries':
      return branchOf(node, whose, () => part.of);
    case 'items':
      return node.kind === 'list'
        ? { kind: 'row', items: node.items.flatMap((item) => itemIn(item, part.of, whose)), origin }
        : undefined;
  }
}

function branchOf(node: YamlNode, whose: Whose, partOf: (key: string) => Part | undefined): Branch | undefined {
  if (node.kind !== 'map') {
    return undefined;
  }
  const entries = new Map<string, Tree>();
  for (const { key, value } of node.entries) {
    const part = partOf(key);
    const tree = part === undefined ? undefined : knownIn(value, part, whose);
    if (tree !== undefined) {
      entries.set(key, tree);
    }
  }
  return { kind: 'branch', entries, origin: { kind: whose, at: node.at } };
}

/** An item that lacks what tells it apart cannot be compared with any other. */
function itemIn(node: YamlNode, part: Part, whose: Whose): readonly Branch[] {
  const tree = problemsIn(node, shapeOf(part)).length === 0 ? knownIn(node, part, whose) : undefined;
  return tree?.kind === 'branch' ? [tree] : [];
}

/** A map that only the service can judge is a branch, too, so that overrides reach into it. */
function settingIn(node: YamlNode, shape: Shape, whose: Whose): Tree {
  const isOpen = shape.kind === 'mapOf' || shape.kind === 'anything';
  if (node.kind === 'map' && isOpen) {
    const anything = { kind: 'anything' } as const;
    const entries = new Map(node.entries.map(({ key, value }) => [key, settingIn(value, anything, whose)]));
    return { kind: 'branch', entries, origin: { kind: whose, at: node.at } };
  }
  return { kind: 'leaf', value: valueIn(node, shape), origin: { kind: whose, at: node.at } };
}

function valueIn(node: YamlNode, shape: Shape): Json {
  if (node.kind === 'list' && shape.kind === 'list') {
    return node.items.map((item) => valueIn(item, shape.of));
  }
  if (node.kind !== 'scalar') {
    return faithful(node);
  }
  switch (shape.kind) {
    case 'text':
      return node.text;
    case 'choice':
      return String(node.value);
    case 'string':
    case 'boolean':
      return node.value;
    case 'integer':
    case 'number':
      return Number(node.value);
    case 'scalar':
    case 'anything':
    case 'list':
    case 'map':
    case 'mapOf':
      return faithful(node);
  }
}
