import type { Comparison, Compliance } from '../../contracts/contract';
import { isSameArtifact } from '../../registry/digest';
import type { Refusal } from '../refusal';
import type { IdentifiedVersion, PromotionFacts } from './facts';

type SeenChampion = NonNullable<Comparison['seen']['champion']>;
type Judgement = Pick<Comparison | Compliance, 'kind' | 'seen' | 'model'>;

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
export function refuseChangedChampion(facts: PromotionFacts, judgement: Judgement): Refusal | undefined {
  const { kind } = judgement;
  const { champion: seen } = judgement.seen;
  const [now] = facts.state.holders;
  if (isOfOtherRegistry(judgement)) {
    return overtaken(facts, kind, seen);
  }
  if (seen !== undefined && seen.name !== facts.request.model) {
    return otherModel(facts, kind, seen);
  }
  if (now === undefined) {
    const last = seen === undefined ? lastHolder(facts) : Number(seen.version);
    return last === undefined ? undefined : disappeared(facts, last);
  }
  return changed(facts, kind, { seen, now });
}

/** The champion of a registry that the model moves away from. */
export function isOfOtherRegistry({ seen, model }: Judgement): boolean {
  const home = seen.champion !== undefined && 'registryHome' in seen.champion ? seen.champion.registryHome : undefined;
  return home !== undefined && home !== model.registryHome;
}

/** It is the champion only as long as nobody holds or held the place here. */
function overtaken(
  facts: PromotionFacts,
  kind: Judgement['kind'],
  seen: SeenChampion | undefined,
): Refusal | undefined {
  const { request, state } = facts;
  const here = state.holders[0]?.number ?? lastHolder(facts);
  return here === undefined
    ? undefined
    : {
        code: 'EVIDENCE_STALE',
        what: `The ${kind} was made against version ${seen?.version} of ${seen?.name} in another registry, but version ${here} of ${request.model} ${state.holders.length === 0 ? 'held' : 'holds'} ${request.place.text} here.`,
        fix: `Re-run the step that writes the ${kind}, without 'championRegistry'.`,
      };
}

/** Evidence names the place whose holder it looked at. */
export function refuseOtherPlace({ request }: PromotionFacts, { kind, seen }: Judgement): Refusal | undefined {
  const place = 'place' in seen ? seen.place : undefined;
  return place === undefined || place === request.place.text
    ? undefined
    : {
        code: 'EVIDENCE_BROKEN',
        what: `The ${kind} was made against the holder of ${place}, and ${request.place.text} of ${request.model} is to be moved.`,
        fix: `Re-run the step that writes the ${kind} with 'champion: ${request.place.text}'.`,
      };
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
