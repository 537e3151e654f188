import type { Comparison, Compliance } from '../../contracts/contract';
import type { ChampionPlaces, HeldPlace } from '../champion/champion-places';
import { isOfOtherRegistry, refuseChangedChampion, refuseContested } from '../promote/champion-refusals';
import type { PromotionFacts } from '../promote/facts';
import { firstRefusal, type Refusal } from '../refusal';
import type { CopyFacts } from './facts';

type Judgement = Comparison | Compliance;

/**
 * Whether the champion that the evidence saw is still champion in its model, which is the source or the target of the
 * copy. If the evidence saw none, the target may never have had one.
 */
export function refuseOtherChampion(facts: CopyFacts, judgement: Judgement): Refusal | undefined {
  const seen = judgement.seen.champion;
  const { source, target } = facts.champions;
  if (seen === undefined || isOfOtherRegistry(judgement)) {
    return firstRefusal(target.places.map((held) => () => refuseAt(held, { facts, model: target, judgement })));
  }
  const model = [target, source].find((each) => each.model === seen.name);
  return model === undefined ? otherModel(facts, judgement) : refuseUnlessHeld(model, facts, judgement);
}

/** Older evidence does not say which place it looked at; then one of them is enough. */
function refuseUnlessHeld(model: ChampionPlaces, facts: CopyFacts, judgement: Judgement): Refusal | undefined {
  const place = 'place' in judgement.seen ? judgement.seen.place : undefined;
  const seenPlaces = model.places.filter(({ place: { text } }) => place === text);
  const looked = seenPlaces.length === 0 ? model.places : seenPlaces;
  const findings = looked.map((held) => ({ held, refusal: refuseAt(held, { facts, model, judgement }) }));
  const isStill = findings.some(({ held, refusal }) => refusal === undefined || isOwnMove(held, model, facts));
  const telling = findings.find(({ held }) => held.state.holders.length > 0) ?? findings[0];
  return isStill ? undefined : telling?.refusal;
}

/** By the same evidence, the version may have become champion of its own model since. */
function isOwnMove(
  { state: { holders } }: HeldPlace,
  { model }: ChampionPlaces,
  { request, state }: CopyFacts,
): boolean {
  return model === request.model && holders.length === 1 && holders[0]?.number === state.candidate.number;
}

function refuseAt(
  { place, state }: HeldPlace,
  {
    facts,
    model,
    judgement,
  }: { readonly facts: CopyFacts; readonly model: ChampionPlaces; readonly judgement: Judgement },
): Refusal | undefined {
  const atPlace: PromotionFacts = {
    request: { ...facts.request, model: model.model, place, archiveOthers: false },
    state: { ...facts.state, ...state },
    evidence: facts.evidence,
  };
  return firstRefusal([() => refuseContested(atPlace), () => refuseChangedChampion(atPlace, judgement)]);
}

function otherModel({ request }: CopyFacts, { kind, seen }: Judgement): Refusal {
  return {
    code: 'EVIDENCE_BROKEN',
    what: `The ${kind} was made against version ${seen.champion?.version} of ${seen.champion?.name}, but that model is neither the source nor the target of this copy (${request.model}, ${request.place.text}).`,
    fix: `Re-run the step that writes the ${kind} against a champion of the source or target model.`,
  };
}
