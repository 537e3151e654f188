import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../core/lossless-json';

/** Why an answer of a good status says nothing that its reader could rely on; `Api.read` turns it into an ApiError. */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer';
}

/** Reads one field of an answer; a field of another type counts as absent, so that the caller decides what absence means. */
export function textOf(json: JsonObject, name: string): string | undefined {
  const value = json[name];
  return typeof value === 'string' ? value : undefined;
}

/** An int64 id as text. */
export function idOf(json: JsonObject, name: string): string | undefined {
  const value = json[name];
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string'
    ? String(value)
    : undefined;
}

export function requiredText(json: JsonObject, name: string): string {
  return required(textOf(json, name), name);
}

export function requiredId(json: JsonObject, name: string): string {
  return required(idOf(json, name), name);
}

function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') {
    throw new UnusableAnswer(`it has no '${name}'`);
  }
  return value;
}

export function numberOf(json: JsonObject, name: string): number | undefined {
  const value = json[name];
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

export function objectOf(json: JsonObject, name: string): JsonObject | undefined {
  const value: Json | undefined = json[name];
  return isJsonObject(value) ? value : undefined;
}

export function objectsOf(json: JsonObject, name: string): readonly JsonObject[] {
  const value = json[name];
  return isJsonList(value) ? value.filter((item) => isJsonObject(item)) : [];
}
