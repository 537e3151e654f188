import { isJsonList, isJsonObject, type Json, type JsonObject } from './lossless-json';

/** JSON from elsewhere is not what its reader understands; nothing of it counts then. */
export class UnreadableJson extends Error {
  override readonly name = 'UnreadableJson';
}

export function textIn(json: JsonObject, name: string, otherwise?: string): string {
  const value = json[name] ?? otherwise;
  return typeof value === 'string' ? value : unreadable();
}

export function numberIn(json: JsonObject, name: string): number {
  const value = json[name];
  return typeof value === 'number' ? value : unreadable();
}

export function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : unreadable();
}

export function listOf(value: Json | undefined): readonly Json[] {
  return isJsonList(value) ? value : unreadable();
}

export function unreadable(): never {
  throw new UnreadableJson();
}
