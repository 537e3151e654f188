import { evidenceAbout } from '../../evidence/evidence-about';
import { requirePointer } from '../../registry/pointer';
import { placeIn } from '../place';
import { refusalError } from '../refusal';
import { act } from './act';
import { conditionsOf } from './conditions';
import { decidePromotion } from './decide';
import type { PromotionRequest } from './facts';
import type { Promotion } from './promotion';
import { readRegistryState } from './read-state';
import { sayUnchecked, warnOfDeploymentJob, warnOfWaiver } from './say';
import type { PromotionOutputs, PromotionStep } from './step';

/** Moves the alias or stage to the version if its evidence allows it, keeps the current one, or completes an earlier run. */
export async function promoteToPlace(step: PromotionStep): Promise<PromotionOutputs> {
  const { inputs, clients } = step;
  const { host, registry } = clients;
  const number = inputs.modelVersion;
  const place = placeIn(host.project, inputs.target);
  requirePointer(place.pointer, registry.kind);
  const model = registry.model(inputs.modelName);
  const { requireVerdict, allowRolledBack, archiveOthers } = inputs;
  const asked = { requireVerdict, allowRolledBack, archiveOthers };
  const request: PromotionRequest = { model: model.name, place, ...asked, ...conditionsOf(host) };

  const version = await model.version(number);
  const evidence = evidenceAbout(version, registry, step.evidence.folder);
  const state = await readRegistryState(model, place, version);
  const decision = decidePromotion({ request, state, evidence });
  if (decision.kind === 'refuse') {
    host.setOutputs({ promoted: 'false', previousVersion: textOf(state.holders[0]?.number) });
    throw refusalError(decision.refusal);
  }
  const chain = 'chain' in evidence ? evidence.chain : undefined;
  const { because, from } = decision;
  const { planId } = host.facts;
  const promotion: Promotion = { request, version, state, chain, because, from, planId };
  warnOfWaiver(promotion, host.log);
  sayUnchecked(host);
  await warnOfDeploymentJob(model, host.log);
  return act(decision, promotion, { ...step, model });
}

function textOf(version: number | undefined): string {
  return version === undefined ? '' : String(version);
}
