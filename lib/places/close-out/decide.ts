import type { Refusal } from '../refusal';

/** What is known of a version that is to leave the place of challengers. */
export interface CloseOutFacts {
  readonly model: string;
  readonly version: number;
  /** Champion's places that it holds, as in `alias:champion`. */
  readonly champions: readonly string[];
  /** The place of challengers, and whether the version holds it. */
  readonly place: string;
  readonly isChallenger: boolean;
  /** Why it was closed out before; undefined if it was not. */
  readonly tag: string | undefined;
}

export type CloseOutDecision =
  | { readonly kind: 'refuse'; readonly refusal: Refusal }
  | { readonly kind: 'alreadyThere' }
  | { readonly kind: 'closeOut' };

/** A champion is never closed out: something may be running on it. */
export function decideCloseOut({ model, version, champions, isChallenger, tag }: CloseOutFacts): CloseOutDecision {
  const [held] = champions;
  if (held !== undefined) {
    return {
      kind: 'refuse',
      refusal: {
        code: 'CLOSE_OUT_REFUSED',
        what: `Version ${version} of ${model} holds ${held}, so it is not closed out.`,
        fix: 'To take a champion back, use MLflowRollbackModel; to close out a candidate, name its version.',
      },
    };
  }
  return { kind: isChallenger || tag === undefined ? 'closeOut' : 'alreadyThere' };
}
