import type { Chain } from '../../contracts/chain';
import { refuseCandidate } from '../promote/candidate-refusals';
import { neededFor } from '../promote/decide';
import { refuseBroken, refuseEvidence, refuseExchanged } from '../promote/evidence-refusals';
import { refuseAge, refuseBranch } from '../promote/policy-refusals';
import { firstRefusal, type Refusal } from '../refusal';
import type { CopyFacts, FoundCopy } from './facts';
import { refuseOtherChampion } from './other-champion';

export type CopyDecision =
  | { readonly kind: 'promote'; readonly because: string }
  | { readonly kind: 'keep'; readonly because: string }
  | { readonly kind: 'alreadyThere'; readonly because: string; readonly isRecorded: boolean }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** The whole policy of a copy. The version must meet all requirements of a champion. */
export function decideCopy(facts: CopyFacts): CopyDecision {
  const { request, evidence, found } = facts;
  const chain = 'chain' in evidence ? evidence.chain : undefined;
  const needed = neededFor(request);
  const isDone = found?.isRecorded === true;
  const refusal = firstRefusal([
    () => refuseCandidate(facts, chain),
    () => (isDone ? undefined : refuseBranch(facts, chain)),
    () => refuseBroken(evidence, needed),
    () => chain && refuseExchanged(facts, chain),
    () => chain && refuseEvidence(facts, chain, needed),
    () => (isDone ? undefined : chain && refuseAge(facts, chain, needed)),
  ]);
  if (refusal !== undefined) {
    return { kind: 'refuse', refusal };
  }
  const because = reason(facts, chain);
  if (found !== undefined && (found.isRecorded || isOfThisDecision(found, facts, chain))) {
    return { kind: 'alreadyThere', because, isRecorded: found.isRecorded };
  }
  return needed.length === 0 ? { kind: 'promote', because } : afterComparison(facts, chain, because);
}

function afterComparison(facts: CopyFacts, chain: Chain | undefined, because: string): CopyDecision {
  const { compliance, comparison } = chain ?? {};
  const changed = firstRefusal([
    () => comparison && refuseOtherChampion(facts, comparison.contract),
    // The checks may have run without a champion; if they saw one, it was the same.
    () => compliance?.contract.seen.champion && refuseOtherChampion(facts, compliance.contract),
  ]);
  if (changed !== undefined) {
    return { kind: 'refuse', refusal: changed };
  }
  return { kind: comparison?.contract.isBetter === true ? 'promote' : 'keep', because };
}

/** Completes what an earlier attempt began, even if the champion has changed since. */
function isOfThisDecision({ comparison }: FoundCopy, { request }: CopyFacts, chain: Chain | undefined): boolean {
  const ours = chain?.comparison?.contract;
  return request.requireVerdict === 'none' || (ours?.isBetter === true && comparison === ours.sha256);
}

function reason({ request }: CopyFacts, chain: Chain | undefined): string {
  return request.requireVerdict === 'none'
    ? "'requireVerdict' is none, so no evidence was asked for"
    : (chain?.comparison?.contract.because ?? 'its comparison says so');
}
