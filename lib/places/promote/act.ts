import { UserError } from '../../core/errors';
import { closeOutKept } from '../close-out/after-keep';
import { held } from '../held';
import { identityAt } from '../identity';
import { recordKeep } from '../receipts/receipts';
import { carryOutPromotion, completePromotion } from './carry-out';
import type { Decision } from './decide';
import { isOwnWork, type Promotion, type PromotionContext } from './promotion';
import { logPlan } from './say';
import type { ModelStep, PromotionOutputs } from './step';

type Decided = Exclude<Decision, { readonly kind: 'refuse' }>;

/** Carries out the decision, and sets outputs as soon as they are known. */
export async function act(decision: Decided, promotion: Promotion, step: ModelStep): Promise<PromotionOutputs> {
  const { inputs, clients } = step;
  const { host } = clients;
  const { request, version, because, from } = promotion;
  const outputs = {
    promoted: 'false',
    outcome: OUTCOME[decision.kind],
    previousVersion: from === undefined ? '' : String(from),
  };
  const moved = { ...outputs, promoted: 'true', outcome: OUTCOME.promote };
  host.setOutputs({ promoted: outputs.promoted, previousVersion: outputs.previousVersion });
  switch (decision.kind) {
    case 'keep': {
      host.setOutputs(outputs);
      host.log.info(`keeping ${held([from])} at ${request.place.text} of ${request.model}: ${because}`);
      const plan = await closeOutKept(promotion, step);
      const receiptFile = inputs.planOnly ? '' : recordKeep(promotion, await contextOf(step), plan);
      host.setOutputs({ receiptFile });
      if (inputs.failIfNotBetter) {
        throw notBetter(promotion);
      }
      return { ...outputs, receiptFile };
    }
    case 'alreadyThere': {
      host.log.info(`Version ${version.number} of ${request.model} is already at ${request.place.text}: ${because}`);
      if (decision.isRecorded || inputs.planOnly) {
        host.setOutputs(outputs);
        return { ...outputs, receiptFile: '' };
      }
      const isOwn = isOwnWork(promotion);
      const known = isOwn ? moved : outputs;
      host.setOutputs(known);
      host.log.info(
        `Its receipt is missing: ${isOwn ? 'an earlier attempt of this run' : 'an earlier run'} moved it and did not get that far. It follows now.`,
      );
      return { ...known, receiptFile: await completePromotion(promotion, await contextOf(step)) };
    }
    case 'promote': {
      logPlan(promotion, host.log);
      if (inputs.planOnly) {
        host.log.info('Nothing was changed: planOnly is set.');
        return { ...outputs, receiptFile: '' };
      }
      const onMoved = (): void => host.setOutputs(moved);
      const { receiptFile, move } = await carryOutPromotion(promotion, await contextOf(step), onMoved);
      return move === 'ours' || isOwnWork(promotion)
        ? { ...moved, receiptFile }
        : { ...outputs, outcome: OUTCOME.alreadyThere, receiptFile };
    }
  }
}

const OUTCOME = { promote: 'promoted', keep: 'kept', alreadyThere: 'alreadyThere' } as const;

async function contextOf({ clients, model, evidence }: ModelStep): Promise<PromotionContext> {
  const { host, registry } = clients;
  return { host, registry, model, evidence, identity: await identityAt(clients) };
}

function notBetter({ request, version, because, from }: Promotion): UserError {
  return new UserError('NOT_BETTER', {
    what: `Version ${version.number} of ${request.model} is not better, and ${held([from])} keeps ${request.place.text}: ${because}`,
    fix: "Improve the model, or leave out 'failIfNotBetter': keeping the better version is a good outcome.",
  });
}
