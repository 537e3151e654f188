import type { Comparison, Compliance } from '../../contracts/contract';
import { isSameArtifact } from '../../registry/digest';
import type { Refusal } from '../refusal';
import type { IdentifiedVersion, PromotionFacts } from './facts';

type SeenChampion = NonNullable<Comparison['seen']['champion']>;
type Judgement = Pick<Comparison | Compliance, 'kind' | 'seen'>;

/** Several champions: it is unclear which one the decision compared with. */
export function refuseContested({ request, state }: PromotionFacts): Refusal | undefined {
  if (request.place.role === 'challenger' || state.holders.length < 2) {
    return undefined;
  }
  const numbers = state.holders.map(({ number }) => number);
  return {
    code: 'PLACE_CONTESTED',
    what: `${request.place.text} of ${request.model} is held by the versions ${numbers.join(' and ')} at once.`,
    fix: 'Archive all but the one that belongs there, then re-run from the comparison on; two pipelines may have moved it at the same time.',
  };
}

/** Whether the champion is the one that the evidence saw. */
export function refuseChangedChampion(
  facts: PromotionFacts,
  { kind, seen: { champion: seen } }: Judgement,
): Refusal | undefined {
  const [now] = facts.state.holders;
  if (seen !== undefined && seen.name !== facts.request.model) {
    return otherModel(facts, kind, seen);
  }
  if (now === undefined) {
    const last = seen === undefined ? lastHolder(facts) : Number(seen.version);
    return last === undefined ? undefined : disappeared(facts, last);
  }
  return changed(facts, kind, { seen, now });
}

/** The last known or possible holder of the place; undefined if there never was one. */
function lastHolder({ state: { receipt, archived } }: PromotionFacts): number | undefined {
  return receipt?.version ?? archived;
}

function changed(
  { request: { model, place } }: PromotionFacts,
  kind: Judgement['kind'],
  { seen, now }: { readonly seen: SeenChampion | undefined; readonly now: IdentifiedVersion },
): Refusal | undefined {
  const again = { code: 'EVIDENCE_STALE', fix: `Re-run the step that writes the ${kind}, then this one.` } as const;
  if (seen === undefined) {
    return {
      ...again,
      what: `Nobody held ${place.text} of ${model} at the time of the ${kind}, and version ${now.number} holds it now.`,
    };
  }
  if (Number(seen.version) !== now.number) {
    return {
      ...again,
      what: `${place.text} of ${model} moved from version ${seen.version} to version ${now.number} after this ${kind}.`,
    };
  }
  const { record, files } = seen.digest;
  return isSameArtifact({ record, files, whyNoFiles: undefined }, now.digest)
    ? undefined
    : {
        ...again,
        what: `Version ${now.number} of ${model}, which holds ${place.text}, is not the version in this ${kind}: its digest was ${files ?? record} and is now ${files === undefined ? now.digest.record : (now.digest.files ?? now.digest.record)}.`,
      };
}

function otherModel({ request }: PromotionFacts, kind: Judgement['kind'], seen: SeenChampion): Refusal {
  return {
    code: 'EVIDENCE_BROKEN',
    what: `The ${kind} was made against version ${seen.version} of ${seen.name}, but ${request.place.text} is a place of ${request.model}.`,
    fix: `Re-run the step that writes the ${kind} with the model that you promote.`,
  };
}

function disappeared({ request, state }: PromotionFacts, last: number): Refusal {
  const { model, place } = request;
  const isGuess = state.receipt?.version !== last && state.archived === last;
  return {
    code: 'CHAMPION_DISAPPEARED',
    what: isGuess
      ? `Nobody holds ${place.text} of ${model}, and version ${last} is archived, so that it may have held it before.`
      : `No version of ${model} holds ${place.text} now; the last known is version ${last}.`,
    fix: isGuess
      ? `If version ${last} was champion, put it back with MLflowRollbackModel (toVersion: ${last}); if it never was, set its tag 'mlops_closed_out' to a word that says why.`
      : `Put version ${last} back with MLflowRollbackModel (toVersion: ${last}) and find out who removed it; if it is gone for good, 'requireVerdict: none' promotes without a comparison.`,
  };
}
