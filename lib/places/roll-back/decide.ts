import type { Place } from '../place';
import type { ReceiptMark } from '../place-tags';
import type { Refusal } from '../refusal';
import { isUnfinished, type RollbackMark } from './rollback-mark';

/** The current state of the place, and the model's tags about it. */
export interface RollbackFacts {
  readonly model: string;
  readonly place: Place;
  readonly holders: readonly number[];
  readonly receipt: ReceiptMark | undefined;
  /** The recorded version to go back to. */
  readonly previous: number | undefined;
  readonly mark: RollbackMark | undefined;
}

export interface Move {
  /** The version that is replaced; undefined if the place is empty. */
  readonly from: number | undefined;
  readonly to: number;
}

export type Decision =
  | (Move & { readonly kind: 'rollBack' })
  /** Moved by an earlier attempt that did not write its receipt. */
  | (Move & { readonly kind: 'complete' })
  | (Move & { readonly kind: 'alreadyDone' })
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** Chooses the version of a rollback, without clock, network or agent. */
export function decideRollback(facts: RollbackFacts, toVersion: number | undefined): Decision {
  const { holders, previous } = facts;
  const [from, ...others] = holders;
  if (others.length > 0) {
    return refuse(contested(facts));
  }
  const to = toVersion ?? previous;
  if (to === undefined || (from === undefined && toVersion === undefined)) {
    return refuse(from === undefined ? disappeared(facts) : previousUnknown(facts, from));
  }
  if (from === to) {
    return inPlaceAlready(facts, to);
  }
  const refusal = notBack(facts, { from, to });
  return refusal === undefined ? { kind: 'rollBack', from, to } : refuse(refusal);
}

function inPlaceAlready({ model, place, mark, receipt, previous }: RollbackFacts, to: number): Decision {
  if (mark?.to === to && isUnfinished(mark, receipt)) {
    return { kind: 'complete', from: mark.from, to };
  }
  if (mark?.to === to && receipt?.version === to) {
    return { kind: 'alreadyDone', from: mark.from, to };
  }
  return refuse({
    code: 'NOTHING_TO_ROLL_BACK',
    what: `Version ${to} of ${model} holds ${place.text} already, ${howItCame(to, { receipt, previous })}.`,
    fix: "Set 'toVersion' to the version that should hold it, if that is another one.",
  });
}

function howItCame(to: number, { receipt, previous }: Pick<RollbackFacts, 'receipt' | 'previous'>): string {
  if (receipt !== undefined && receipt.version !== to) {
    return `and the last receipt is of version ${receipt.version}: somebody moved the place by hand since then`;
  }
  return previous === to
    ? 'and is the recorded previous version: the promotion after it did not come to its end'
    : 'and no rollback led there';
}

/** A version newer than all former holders would get the place without evidence. */
function notBack({ model, place, previous, receipt }: RollbackFacts, { from, to }: Move): Refusal | undefined {
  const last = from ?? receipt?.version;
  if (to === previous || to === receipt?.version || (last !== undefined && to < last)) {
    return undefined;
  }
  const known =
    last === undefined ? 'nobody is known to have held' : `version ${last} ${from === undefined ? 'held' : 'holds'}`;
  return {
    code: 'NOT_A_ROLLBACK',
    what: `Version ${to} of ${model} is not a version to go back to: ${known} ${place.text}.`,
    fix: 'Promote it with MLflowPromoteModel, which asks for its evidence.',
  };
}

function contested({ model, place, holders }: RollbackFacts): Refusal {
  return {
    code: 'PLACE_CONTESTED',
    what: `${place.text} of ${model} is held by several versions (${holders.join(', ')}), so it is not clear which one is to be replaced.`,
    fix: 'Archive all but one of them in the registry, then re-run this stage.',
  };
}

function disappeared({ model, place, receipt, previous }: RollbackFacts): Refusal {
  const known = receipt?.version ?? previous;
  return {
    code: 'CHAMPION_DISAPPEARED',
    what: `No version of ${model} holds ${place.text}${known === undefined ? '' : `; the last one known is version ${known}`}.`,
    fix:
      known === undefined
        ? 'Promote a version first.'
        : `Set 'toVersion' to the version that should hold it, e.g. ${known}, and find out who removed the other one.`,
  };
}

function previousUnknown({ model, place }: RollbackFacts, from: number): Refusal {
  return {
    code: 'PREVIOUS_UNKNOWN',
    what: `Version ${from} of ${model} holds ${place.text}, and the model has no record of the version before it.`,
    fix: "Set 'toVersion' to the version to go back to. If the model has had no other champion, promote a better version instead.",
  };
}

function refuse(refusal: Refusal): Decision {
  return { kind: 'refuse', refusal };
}
