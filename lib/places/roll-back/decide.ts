import type { Place } from '../place';
import type { ReceiptMark } from '../place-tags';
import type { Refusal } from '../refusal';
import { isUnfinished, type Begun } from './begun';

/** The current state of the place, and the model's tags about it. */
export interface Situation {
  readonly model: string;
  readonly place: Place;
  readonly occupants: readonly number[];
  readonly receipt: ReceiptMark | undefined;
  /** The recorded version to go back to. */
  readonly previous: number | undefined;
  readonly begun: Begun | undefined;
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
export function decideRollback(situation: Situation, toVersion: number | undefined): Decision {
  const { occupants, previous } = situation;
  const [from, ...others] = occupants;
  if (others.length > 0) {
    return refuse(contested(situation));
  }
  const to = toVersion ?? previous;
  if (to === undefined || (from === undefined && toVersion === undefined)) {
    return refuse(from === undefined ? disappeared(situation) : previousUnknown(situation, from));
  }
  if (from === to) {
    return inPlaceAlready(situation, to);
  }
  const refusal = notBack(situation, { from, to });
  return refusal === undefined ? { kind: 'rollBack', from, to } : refuse(refusal);
}

function inPlaceAlready({ model, place, begun, receipt, previous }: Situation, to: number): Decision {
  if (begun?.to === to && isUnfinished(begun, receipt)) {
    return { kind: 'complete', from: begun.from, to };
  }
  if (begun?.to === to && receipt?.version === to) {
    return { kind: 'alreadyDone', from: begun.from, to };
  }
  return refuse({
    code: 'NOTHING_TO_ROLL_BACK',
    what: `Version ${to} of ${model} holds ${place.text} already, ${howItCame(to, { receipt, previous })}.`,
    fix: "Set 'toVersion' to the version that should hold it, if that is another one.",
  });
}

function howItCame(to: number, { receipt, previous }: Pick<Situation, 'receipt' | 'previous'>): string {
  if (receipt !== undefined && receipt.version !== to) {
    return `and the last receipt is of version ${receipt.version}: somebody moved the place by hand since then`;
  }
  return previous === to
    ? 'and is the recorded previous version: the promotion after it did not come to its end'
    : 'and no rollback led there';
}

/** A version newer than all former holders would get the place without evidence. */
function notBack({ model, place, previous, receipt }: Situation, { from, to }: Move): Refusal | undefined {
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

function contested({ model, place, occupants }: Situation): Refusal {
  return {
    code: 'PLACE_CONTESTED',
    what: `${place.text} of ${model} is held by several versions (${occupants.join(', ')}), so it is not clear which one is to be replaced.`,
    fix: 'Archive all but one of them in the registry, then re-run this stage.',
  };
}

function disappeared({ model, place, receipt, previous }: Situation): Refusal {
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

function previousUnknown({ model, place }: Situation, from: number): Refusal {
  return {
    code: 'PREVIOUS_UNKNOWN',
    what: `Version ${from} of ${model} holds ${place.text}, and the model has no record of the version before it.`,
    fix: "Set 'toVersion' to the version to go back to.",
  };
}

function refuse(refusal: Refusal): Decision {
  return { kind: 'refuse', refusal };
}
