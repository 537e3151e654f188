import type { Json, JsonObject } from '../../../lib/core/lossless-json';
import type { RequestPattern } from './request-pattern';

/** Something that goes wrong with the next matching request, written as plain data. */
export interface Fault extends RequestPattern {
  /** Answer this status; without a body the service's own error body for it. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as a proxy in between would send it. */
  readonly body?: Json;
  /** The connection is cut instead of an answer. */
  readonly reset?: true;
  /** The connection is cut in the middle of the real answer's body. */
  readonly truncated?: true;
  /** No answer until the server closes. */
  readonly hang?: true;
  readonly delayMs?: number;
  /** The change is made first and the fault replaces its answer: the answer is lost, the effect is not. */
  readonly after?: true;
  /** Merged deeply into the real answer. */
  readonly merge?: JsonObject;
  /** Leaves this many matching requests alone first. */
  readonly skip?: number;
  /** How many matching requests it hits; 1 when left out. */
  readonly times?: number;
}
