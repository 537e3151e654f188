import { hint } from '../core/nearest';
import type { YamlMap, YamlNode } from './node';
import type { Place, Problem } from './place';

/** What a YAML value has to look like. `anything` is for parts that only the service can judge. */
export type Shape =
  | { readonly kind: 'anything' }
  | { readonly kind: 'text' | 'integer' | 'boolean' }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape; readonly atLeast?: number }
  | { readonly kind: 'map'; readonly keys: Readonly<Record<string, Shape>>; readonly required?: readonly string[] }
  | { readonly kind: 'mapOf'; readonly of: Shape };

/** Every way in which the value departs from the shape, in the order of the text. */
export function problemsIn(node: YamlNode, shape: Shape): readonly Problem[] {
  switch (shape.kind) {
    case 'anything':
      return [];
    case 'list':
      return listProblems(node, shape);
    case 'map':
      return node.kind === 'map' ? mapProblems(node, shape) : [unlike(node, 'a map')];
    case 'mapOf':
      return node.kind === 'map'
        ? node.entries.flatMap(({ value }) => problemsIn(value, shape.of))
        : [unlike(node, 'a map')];
    case 'choice':
      return node.kind === 'scalar' && shape.of.includes(String(node.value))
        ? []
        : [unlike(node, `one of ${shape.of.join(', ')}`)];
    case 'text':
      return node.kind === 'scalar' && node.value !== null ? [] : [unlike(node, 'text')];
    case 'boolean':
      return node.kind === 'scalar' && typeof node.value === 'boolean' ? [] : [unlike(node, 'true or false')];
    case 'integer':
      return isInteger(node) ? [] : [unlike(node, 'a whole number')];
  }
}

function listProblems(node: YamlNode, shape: Extract<Shape, { kind: 'list' }>): readonly Problem[] {
  if (node.kind !== 'list') {
    return [unlike(node, 'a list')];
  }
  if (node.items.length < (shape.atLeast ?? 0)) {
    return [{ at: node.at, message: 'the list is empty' }];
  }
  return node.items.flatMap((item) => problemsIn(item, shape.of));
}

function mapProblems(node: YamlMap, shape: Extract<Shape, { kind: 'map' }>): readonly Problem[] {
  const known = Object.keys(shape.keys);
  const inside = node.entries.flatMap(({ key, keyAt, value }) => {
    // A key such as 'constructor' exists on every object.
    const expected = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
    return expected === undefined ? [unknownKey(key, keyAt, known)] : problemsIn(value, expected);
  });
  const present = new Set(node.entries.map(({ key }) => key));
  const missing = (shape.required ?? []).filter((key) => !present.has(key));
  return [...inside, ...missing.map((key) => ({ at: node.at, message: `key '${key}' is missing` }))];
}

function unknownKey(key: string, at: Place, known: readonly string[]): Problem {
  return { at, message: `unknown key '${key}'; ${hint(key, known)}` };
}

function unlike(node: YamlNode, expected: string): Problem {
  const found = node.kind === 'scalar' ? JSON.stringify(String(node.value)) : `a ${node.kind}`;
  return { at: node.at, message: `expected ${expected}, found ${found}` };
}

function isInteger(node: YamlNode): boolean {
  return node.kind === 'scalar' && (typeof node.value === 'bigint' || Number.isInteger(node.value));
}
