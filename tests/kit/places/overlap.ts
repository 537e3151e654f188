import { receiptTag } from '../../../lib/places/place-tags';
import { runPromotion, type Interceptor, type RunResult } from './pipelines';
import type { PromotionRunFixture } from './promotion-run-fixture';

/** A second pipeline that promotes version 3 and is held up on its way. */
export interface Overlap {
  /** It has decided, and is about to move the place. */
  readonly arrives: () => Promise<unknown>;
  /** It moves the place, and is about to note its receipt. */
  readonly moves: () => Promise<unknown>;
  readonly ends: () => Promise<RunResult>;
}

export function overlapping({ under, endpoint, place }: PromotionRunFixture, folder: string): Overlap {
  const atMove = new Barrier();
  const atNote = new Barrier();
  const intercept: Interceptor = async (_, { method, url, body }, send) => {
    if (method === under.moving.method && new URL(url).pathname === under.moving.path) {
      await atMove.pass();
    }
    if (method === 'POST' && typeof body === 'string' && body.includes(receiptTag(place))) {
      await atNote.pass();
    }
    return send();
  };
  const result = runPromotion(under, endpoint, { folder, version: 3, intercept });
  return {
    arrives: () => Promise.race([atMove.reached, result]),
    moves() {
      atMove.open();
      return Promise.race([atNote.reached, result]);
    },
    ends() {
      atMove.open();
      atNote.open();
      return result;
    },
  };
}

class Barrier {
  open: () => void = () => undefined;
  #reach: () => void = () => undefined;
  readonly reached = new Promise<void>((resolve) => (this.#reach = resolve));
  readonly #opened = new Promise<void>((resolve) => (this.open = resolve));

  pass(): Promise<void> {
    this.#reach();
    return this.#opened;
  }
}
