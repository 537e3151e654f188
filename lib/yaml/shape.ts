import { hint } from '../core/nearest';
import type { YamlMap, YamlNode } from './node';
import type { Position, Problem } from './position';

/** What a YAML value has to look like. `anything` is for parts that only the service can judge. */
export type Shape =
  | { readonly kind: 'anything' }
  /** Text takes any scalar, as it was written; a string has to be one, so that no editor and no reader disagree. */
  | { readonly kind: 'text' | 'boolean' | 'scalar' }
  | StringShape
  | NumberShape
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape; readonly atLeast?: number }
  | { readonly kind: 'map'; readonly keys: Readonly<Record<string, Shape>>; readonly required?: readonly string[] }
  | { readonly kind: 'mapOf'; readonly of: Shape; readonly atLeast?: number };

export interface StringShape {
  readonly kind: 'string';
  /** A regular expression that the whole string matches, and how a message names what it stands for. */
  readonly form?: { readonly pattern: string; readonly name: string };
}

export interface NumberShape {
  readonly kind: 'integer' | 'number';
  readonly minimum?: number;
  readonly maximum?: number;
}

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
      return mapOfProblems(node, shape);
    case 'choice':
      return node.kind === 'scalar' && shape.of.includes(String(node.value)) ? [] : [notAmong(node, shape.of)];
    case 'text':
    case 'scalar':
      return node.kind === 'scalar' && node.value !== null
        ? []
        : [unlike(node, shape.kind === 'text' ? 'text' : 'a single value')];
    case 'string':
      return stringProblems(node, shape);
    case 'boolean':
      return node.kind === 'scalar' && typeof node.value === 'boolean' ? [] : [unlike(node, 'true or false')];
    case 'integer':
    case 'number':
      return numberProblems(node, shape);
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

function mapOfProblems(node: YamlNode, shape: Extract<Shape, { kind: 'mapOf' }>): readonly Problem[] {
  if (node.kind !== 'map') {
    return [unlike(node, 'a map')];
  }
  return node.entries.length < (shape.atLeast ?? 0)
    ? [{ at: node.at, message: 'the map is empty' }]
    : node.entries.flatMap(({ value }) => problemsIn(value, shape.of));
}

function stringProblems(node: YamlNode, { form }: StringShape): readonly Problem[] {
  if (node.kind !== 'scalar' || node.value === null || node.text.trim() === '') {
    return [unlike(node, form?.name ?? 'text')];
  }
  if (typeof node.value !== 'string') {
    return [{ at: node.at, message: `expected text, found ${node.text}; put it in quotes` }];
  }
  return form === undefined || new RegExp(`^(?:${form.pattern})$`, 'u').test(node.value)
    ? []
    : [unlike(node, form.name)];
}

function numberProblems(node: YamlNode, shape: NumberShape): readonly Problem[] {
  const { kind, minimum = -Infinity, maximum = Infinity } = shape;
  const value = numberIn(node);
  if (value === undefined || (kind === 'integer' && !isWhole(value))) {
    return [unlike(node, kind === 'integer' ? 'a whole number' : 'a number')];
  }
  return value < minimum || value > maximum ? [unlike(node, rangeOf(minimum, maximum))] : [];
}

function numberIn(node: YamlNode): number | bigint | undefined {
  const value = node.kind === 'scalar' ? node.value : undefined;
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value)) ? value : undefined;
}

function isWhole(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

function rangeOf(minimum: number, maximum: number): string {
  if (minimum === maximum) {
    return String(minimum);
  }
  if (maximum === Infinity) {
    return `${minimum} or more`;
  }
  return minimum === -Infinity ? `${maximum} or less` : `a number from ${minimum} to ${maximum}`;
}

function unknownKey(key: string, at: Position, known: readonly string[]): Problem {
  return { at, message: `unknown key '${shortened(key)}'; ${hint(shortened(key), known)}` };
}

function notAmong(node: YamlNode, of: readonly string[]): Problem {
  const unlikely = unlike(node, `one of ${of.join(', ')}`);
  const isLong = of.length > LONG_CHOICE && node.kind === 'scalar';
  return isLong ? { ...unlikely, message: `unknown '${foundIn(node)}'; ${hint(foundIn(node), of)}` } : unlikely;
}

const LONG_CHOICE = 8;

function foundIn(node: YamlNode): string {
  return node.kind === 'scalar' ? shortened(String(node.value)) : `a ${node.kind}`;
}

function unlike(node: YamlNode, expected: string): Problem {
  const found = node.kind === 'scalar' ? JSON.stringify(foundIn(node)) : foundIn(node);
  return { at: node.at, message: `expected ${expected}, found ${found}` };
}

const LONGEST_SHOWN = 80;

/** A message shows the value; a value of megabytes would hide the message. */
function shortened(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}… (${text.length} characters)` : text;
}
