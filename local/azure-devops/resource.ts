import type { JsonObject } from './json';
import type { Refusal } from './refusal';
import type { RunRecord } from './run-record';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** One resource of the REST API: a location of its area, as clients ask for it by id. */
export interface Resource {
  readonly area: string;
  readonly name: string;
  /** The id that the service gives this location. */
  readonly id: string;
  /** `{name}` matches one segment; at the end it may be missing. */
  readonly template: string;
  readonly answers: Partial<Readonly<Record<Method, (call: Call) => Answer>>>;
}

export interface Call {
  readonly run: RunRecord;
  readonly route: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Undefined if the request has none. */
  readonly body: unknown;
  readonly accept: string;
  /** The URL of the collection, with a slash at the end. */
  readonly collection: string;
}

/** A list becomes `{ count, value }`; bytes go out as they are. */
export type Answer = JsonObject | readonly JsonObject[] | Page | Zip | Refusal | undefined;

/** A part of a list; the token asks for the next part. */
export class Page {
  constructor(
    readonly items: readonly JsonObject[],
    readonly continuationToken?: string,
  ) {}
}

export interface Zip {
  readonly zip: Buffer;
}

/** A body that has to be an object; anything else counts as an empty one. */
export function objectIn(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Readonly<Record<string, unknown>>)
    : {};
}

export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
