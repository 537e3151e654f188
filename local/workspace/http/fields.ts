import { isJsonObject, type Json, type JsonObject } from '../../../lib/core/lossless-json';
import { readMembers } from './read-members';
import { invalidParameter, malformedRequest } from './refusal';

/** Typed access to a request's members, for query parameters and JSON bodies alike. Records which members were read. */
export class Fields {
  readonly #read: Set<string>;

  constructor(readonly json: JsonObject) {
    this.#read = readMembers(json);
  }

  has(name: string): boolean {
    const value = this.value(name);
    return value !== undefined && value !== null;
  }

  value(name: string): Json | undefined {
    this.#read.add(name);
    return this.json[name];
  }

  /** The whole object for another reader that knows these members. */
  passOn(members: readonly string[]): JsonObject {
    members.forEach((name) => this.#read.add(name));
    return this.json;
  }

  text(name: string): string {
    return this.#required(name, this.optionalText(name));
  }

  optionalText(name: string): string | undefined {
    return this.#typed(name, 'string', (value) => (typeof value === 'string' ? value : undefined));
  }

  /** Default: false. */
  flag(name: string): boolean {
    const flag = this.#typed(name, 'boolean', (value) =>
      value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined,
    );
    return flag ?? false;
  }

  wholeNumber(name: string): number | undefined {
    return this.#typed(name, 'integer', (value) => (isDigits(value) ? Number(value) : undefined));
  }

  id(name: string): bigint {
    return this.#required(name, this.optionalId(name));
  }

  optionalId(name: string): bigint | undefined {
    return this.#typed(name, 'int64', (value) => (isDigits(value) ? BigInt(String(value)) : undefined));
  }

  object(name: string): JsonObject | undefined {
    return this.#typed(name, 'object', (value) => (isJsonObject(value) ? value : undefined));
  }

  requiredObject(name: string): JsonObject {
    return this.#required(name, this.object(name));
  }

  objects(name: string): readonly JsonObject[] {
    const list = this.#typed(name, 'list of objects', (value) =>
      Array.isArray(value) && value.every(isJsonObject) ? (value as readonly JsonObject[]) : undefined,
    );
    return list ?? [];
  }

  texts(name: string): readonly string[] | undefined {
    return this.#typed(name, 'list of strings', (value) =>
      Array.isArray(value) && value.every((item) => typeof item === 'string')
        ? (value as readonly string[])
        : undefined,
    );
  }

  textMap(name: string): Readonly<Record<string, string>> | undefined {
    return this.#typed(name, 'map of strings', (value) =>
      isJsonObject(value) && Object.values(value).every((item) => typeof item === 'string')
        ? (value as Readonly<Record<string, string>>)
        : undefined,
    );
  }

  #typed<T>(name: string, kind: string, read: (value: Json) => T | undefined): T | undefined {
    const value = this.value(name);
    if (value === undefined || value === null) {
      return undefined;
    }
    const typed = read(value);
    if (typed === undefined) {
      throw malformedRequest(`Could not parse request object: field '${name}' is not a ${kind}.`);
    }
    return typed;
  }

  #required<T>(name: string, value: T | undefined): T {
    if (value === undefined || value === '') {
      throw invalidParameter(`Missing required field: ${name}`);
    }
    return value;
  }
}

/** The service reads int64 members from JSON strings as well as from JSON numbers. */
function isDigits(value: Json): value is number | bigint | string {
  return typeof value === 'bigint' || Number.isInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value));
}
