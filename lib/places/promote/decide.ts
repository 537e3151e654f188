import type { Chain } from '../../contracts/chain';
import type { Comparison } from '../../contracts/contract';
import { firstRefusal, type Refusal } from '../refusal';
import { refuseCandidate } from './candidate-refusals';
import { refuseChangedChampion, refuseContested, refuseOtherPlace } from './champion-refusals';
import { refuseBroken, refuseEvidence, refuseExchanged, type Needed } from './evidence-refusals';
import type { PromotionFacts, PromotionRequest, VersionFacts } from './facts';
import { refuseAge, refuseBranch } from './policy-refusals';

export type Decision =
  | {
      readonly kind: 'promote';
      readonly because: string;
      /** The version that holds the place now, or held it before. */
      readonly from: number | undefined;
    }
  | { readonly kind: 'keep'; readonly because: string; readonly from: number | undefined }
  | {
      readonly kind: 'alreadyThere';
      readonly because: string;
      readonly from: number | undefined;
      /** Whether the model has its receipt. If not, an earlier run was interrupted. */
      readonly isRecorded: boolean;
    }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** The whole policy of a promotion, without clock, services or files. */
export function decidePromotion(facts: PromotionFacts): Decision {
  const { request, evidence } = facts;
  const chain = 'chain' in evidence ? evidence.chain : undefined;
  const needed = neededFor(request);
  const refusal = firstRefusal([
    () => refuseCandidate(facts, chain),
    () => (isDone(facts) ? undefined : refuseBranch(facts, chain)),
    () => refuseContested(facts),
    () => refuseBroken(evidence, needed),
    () => chain && refuseExchanged(facts, chain),
    () => chain && refuseEvidence(facts, chain, needed),
    () => (isDone(facts) ? undefined : chain && refuseAge(facts, chain, needed)),
  ]);
  return refusal === undefined ? decisionOn(facts, chain, needed) : { kind: 'refuse', refusal };
}

/** The required evidence. */
export function neededFor({ place, requireVerdict }: VersionFacts['request']): readonly Needed[] {
  if (requireVerdict === 'none') {
    return [];
  }
  return place.role === 'challenger' ? ['compliance'] : ['compliance', 'comparison'];
}

function decisionOn(facts: PromotionFacts, chain: Chain | undefined, needed: readonly Needed[]): Decision {
  const comparison = needed.includes('comparison') ? chain?.comparison?.contract : undefined;
  if (isThere(facts)) {
    return alreadyThere(facts, comparison);
  }
  const changed = needed.includes('comparison') ? refuseOtherChampion(facts, chain) : undefined;
  if (changed !== undefined) {
    return { kind: 'refuse', refusal: changed };
  }
  const from = facts.state.holders[0]?.number;
  return comparison?.isBetter === false
    ? { kind: 'keep', because: comparison.because, from }
    : { kind: 'promote', because: reason(facts.request, comparison), from };
}

/** What was promoted by the rules of its day stays a success when its stage runs again. */
function isDone(facts: PromotionFacts): boolean {
  const { receipt, candidate } = facts.state;
  return isThere(facts) && receipt?.version === candidate.number;
}

/** With `archiveOthers`, it is not complete while other versions are there. */
function isThere({ request, state: { holders, candidate } }: PromotionFacts): boolean {
  const isInPlace = holders.some(({ number }) => number === candidate.number);
  return isInPlace && (holders.length === 1 || !request.archiveOthers);
}

function refuseOtherChampion(facts: PromotionFacts, chain: Chain | undefined): Refusal | undefined {
  const { compliance, comparison } = chain ?? {};
  return firstRefusal([
    () => comparison && refuseOtherPlace(facts, comparison.contract),
    () => comparison && refuseChangedChampion(facts, comparison.contract),
    // The checks may have run without a champion; if they saw one, it was the same.
    () => compliance?.contract.seen.champion && refuseChangedChampion(facts, compliance.contract),
  ]);
}

function alreadyThere(facts: PromotionFacts, comparison: Comparison | undefined): Decision {
  const { request, state } = facts;
  const { number } = state.candidate;
  const isRecorded = state.receipt?.version === number;
  const seen = comparison?.seen.champion?.version;
  const against = seen === undefined ? undefined : Number(seen);
  if (comparison !== undefined && !isRecorded && against !== number) {
    const refusal = refuseUndecided(facts, comparison, against);
    if (refusal !== undefined) {
      return { kind: 'refuse', refusal };
    }
  }
  const known = [against, state.receipt?.version, state.previous];
  return {
    kind: 'alreadyThere',
    because: reason(request, comparison),
    from: isRecorded ? state.previous : known.find((one) => one !== undefined && one !== number),
    isRecorded,
  };
}

/** Somebody moved the version there before the decision, or against it. */
function refuseUndecided(
  { request, state: { candidate, receipt } }: PromotionFacts,
  { isBetter, because }: Comparison,
  against: number | undefined,
): Refusal | undefined {
  const there = `Version ${candidate.number} of ${request.model} is at ${request.place.text} without a receipt`;
  if (!isBetter) {
    return {
      code: 'EVIDENCE_STALE',
      what: `${there}, although its comparison does not find it better: ${because}`,
      fix: 'Restore the previous version with MLflowRollbackModel, and revoke the permission of the one who moved the place.',
    };
  }
  return receipt === undefined || receipt.version === against
    ? undefined
    : {
        code: 'EVIDENCE_STALE',
        what: `${there}, but was never compared with the version it replaced: it was compared with ${against === undefined ? 'nobody' : `version ${against}`}, and version ${receipt.version} held the place before.`,
        fix: `Put version ${receipt.version} back with MLflowRollbackModel (toVersion: ${receipt.version}), then re-run from the comparison on.`,
      };
}

function reason({ requireVerdict, place }: PromotionRequest, comparison: Comparison | undefined): string {
  if (requireVerdict === 'none') {
    return "'requireVerdict' is none, so no evidence was asked for";
  }
  return place.role === 'challenger' ? 'its compliance passed' : (comparison?.because ?? 'its comparison says so');
}
