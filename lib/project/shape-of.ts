import type { Shape } from '../yaml/shape';
import type { Part } from './schema/part';

const SHAPES = new WeakMap<Part, Shape>();

/** The shape that the YAML of a part has to have, made once: a long list asks for it with each item. */
export function shapeOf(part: Part): Shape {
  const known = SHAPES.get(part) ?? shapeFrom(part);
  SHAPES.set(part, known);
  return known;
}

function shapeFrom(part: Part): Shape {
  switch (part.kind) {
    case 'setting':
      return part.shape;
    case 'entries':
      return { kind: 'mapOf', of: shapeOf(part.of), ...(part.atLeast === undefined ? {} : { atLeast: part.atLeast }) };
    case 'items':
      return { kind: 'list', of: shapeOf(part.of) };
    case 'section':
      return {
        kind: 'map',
        keys: Object.fromEntries(Object.entries(part.keys).map(([key, inner]) => [key, shapeOf(inner)])),
        required: requiredKeys(part.keys),
      };
  }
}

export function requiredKeys(keys: Readonly<Record<string, Part>>): readonly string[] {
  return Object.entries(keys)
    .filter(([, part]) => part.presence === 'required')
    .map(([key]) => key);
}
