import type { Json, JsonObject } from '../../../lib/core/lossless-json';
import type { RequestPattern } from './request-pattern';

/** Something that goes wrong with the next matching request, written as plain data. */
export interface Fault extends RequestPattern {
  /** Return this status; without a body, the service's error body for it. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text like a proxy's. */
  readonly body?: Json;
  /** Close the connection instead of a response. */
  readonly reset?: true;
  /** Close the connection in the middle of the real response's body. */
  readonly truncated?: true;
  /** No response until the server closes. */
  readonly hang?: true;
  readonly delayMs?: number;
  /** Make the change first, then replace its response: the effect stays, the response is lost. */
  readonly after?: true;
  /** Deeply merged into the real response. */
  readonly merge?: JsonObject;
  /** Skip this many matching requests first. */
  readonly skip?: number;
  /** How many matching requests it applies to. Default: 1. */
  readonly times?: number;
}
