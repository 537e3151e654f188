import type { Json } from '../../../lib/core/lossless-json';
import type { Persistent } from './persistent';

/** Int64 IDs like the service's. */
export class IdSequence implements Persistent {
  #last = 9_007_200_000_000_001n;

  /** Odd and above 2^53: reading one as a double gives another number. */
  next(): bigint {
    this.#last += 1_048_578n;
    return this.#last;
  }

  saved(): Json {
    return this.#last;
  }

  restore(saved: Json): void {
    const last = saved as bigint;
    this.#last = last > this.#last ? last : this.#last;
  }
}
