import type { Json, JsonObject } from '../core/lossless-json';
import type { Shape } from '../yaml/shape';
import { baselineFile } from './schema/baseline';
import type { Part } from './schema/part';
import { projectFile } from './schema/project';
import { requiredKeys } from './shape-of';

/** What editors complete and check a project's file by; what parts have to do with each other only the reader checks. */
export function projectSchema(): JsonObject {
  return document('mlops.yml', projectFile);
}

export function baselineSchema(): JsonObject {
  return document('Baseline of mlops.yml', baselineFile());
}

// Draft 7 is what the YAML language server knows best.
function document(title: string, part: Part): JsonObject {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, ...schemaOf(part) };
}

function schemaOf(part: Part): JsonObject {
  return { ...constraints(part), description: part.means };
}

function constraints(part: Part): JsonObject {
  switch (part.kind) {
    case 'setting':
      return { ...shapeSchema(part.shape), ...(part.default === undefined ? {} : { default: part.default }) };
    case 'entries':
      return { ...mapOf(schemaOf(part.of)), ...(part.atLeast === undefined ? {} : { minProperties: part.atLeast }) };
    case 'items':
      return { type: 'array', items: schemaOf(part.of) };
    case 'section': {
      const required = requiredKeys(part.keys);
      return {
        type: 'object',
        properties: Object.fromEntries(Object.entries(part.keys).map(([key, inner]) => [key, schemaOf(inner)])),
        ...(required.length === 0 ? {} : { required }),
        additionalProperties: false,
      };
    }
  }
}

function shapeSchema(shape: Shape): JsonObject {
  switch (shape.kind) {
    case 'anything':
      return {};
    case 'text':
    case 'scalar':
      return { type: ['string', 'number', 'boolean'] };
    case 'string':
      return { type: 'string', pattern: shape.form === undefined ? '\\S' : `^(?:${shape.form.pattern})$` };
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
    case 'number':
      return shape.minimum !== undefined && shape.minimum === shape.maximum
        ? { const: shape.minimum }
        : { type: shape.kind, ...limits(shape) };
    case 'choice':
      return { enum: shape.of };
    case 'list':
      return {
        type: 'array',
        items: shapeSchema(shape.of),
        ...(shape.atLeast === undefined ? {} : { minItems: shape.atLeast }),
      };
    case 'map':
    case 'mapOf':
      return mapOf(shape.kind === 'map' ? {} : shapeSchema(shape.of));
  }
}

function mapOf(of: JsonObject): JsonObject {
  return { type: 'object', additionalProperties: of };
}

function limits({ minimum, maximum }: { readonly minimum?: number; readonly maximum?: number }): JsonObject {
  const bounds: readonly (readonly [string, Json | undefined])[] = [
    ['minimum', minimum],
    ['maximum', maximum],
  ];
  return Object.fromEntries(
    bounds.filter(([, value]) => value !== undefined && Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER),
  );
}
