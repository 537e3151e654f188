import type { Json } from '../../../lib/core/lossless-json';

/** A part of the state that outlives the server when it is kept. */
export interface Persistent {
  saved(): Json;
  /** Called at most once, before the part is used. */
  restore(saved: Json): void;
}
