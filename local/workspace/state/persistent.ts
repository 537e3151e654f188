import type { Json } from '../../../lib/core/lossless-json';

/** A part of the state that can be saved and restored. */
export interface Persistent {
  saved(): Json;
  /** Called at most once, before the first use. */
  restore(saved: Json): void;
}
