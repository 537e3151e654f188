import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../core/lossless-json';

/** Why a response with a good status is unusable; `Api.read` turns it into an ApiError. */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer';
}

/** Reads one field of a response; a field of another type counts as absent, so the caller decides what that means. */
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

export function requiredObject(json: JsonObject, name: string): JsonObject {
  return required(objectOf(json, name), name);
}

function required<T>(value: T | undefined, name: string): T {
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
