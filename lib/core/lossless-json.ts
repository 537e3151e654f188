import { isInteger, isSafeNumber, parse, stringify } from 'lossless-json';

/** A JSON value in which an integer beyond 2^53 is a bigint, so that int64 IDs stay exact. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Throws SyntaxError if the text is not JSON. */
export function parseJson(text: string): Json {
  return parse(text, undefined, numberOf) as Json;
}

/** Compact unless `indent` is given; a bigint is written as a plain JSON number. */
export function toJson(value: Json, indent?: number): string {
  return stringify(value, undefined, indent) ?? 'null';
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOf(digits: string): number | bigint {
  return isInteger(digits) && !isSafeNumber(digits) ? BigInt(digits) : Number(digits);
}

export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A scalar as text, and '' for null; a list or map as JSON. */
export function scalarText(value: Json | undefined): string {
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'object' ? toJson(value) : String(value);
}
