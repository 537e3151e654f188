import type { PromotionOutputs, PromotionStep } from '../promote/step';
import { refusalError } from '../refusal';
import { carryOutCloseOut, closeOutSteps } from './carry-out';
import { decideCloseOut } from './decide';
import { challengerPlace, readCloseOutFacts } from './read-facts';
import { recordCloseOut, recordOf } from './receipt';
import { tellUnchanged } from './tell';

/** What `target` says to only close a candidate out. */
export const CLOSE_OUT = 'closeOut';

/** For a release that was rejected or timed out: the candidate is no challenger any more, and nothing else changes. */
export async function closeOutVersion(step: PromotionStep): Promise<PromotionOutputs> {
  const { inputs, clients } = step;
  const { host, registry } = clients;
  const { kind } = registry;
  const number = inputs.modelVersion;
  const model = registry.model(inputs.modelName);
  const type = kind === 'workspace' ? 'stage' : 'alias';
  const place = challengerPlace(host.project, type);
  const version = await model.version(number);
  const facts = await readCloseOutFacts(model, number, { place, kind, project: host.project });
  const decision = decideCloseOut(facts);
  const outputs = { promoted: 'false', outcome: 'kept', previousVersion: '', receiptFile: '' };
  if (decision.kind === 'refuse') {
    host.setOutputs({ promoted: 'false' });
    throw refusalError(decision.refusal);
  }
  host.setOutputs(outputs);
  const why = facts.tag ?? `not promoted by ${host.facts.pipeline || 'a pipeline run'}`;
  const closeOut = { model, version: number, place, why };
  if (decision.kind === 'alreadyThere') {
    host.log.info(`Version ${number} of ${model.name} is closed out already: ${why}`);
  } else {
    closeOutSteps(closeOut).forEach((line, index) => host.log.info(`${index + 1}. ${line}`));
  }
  if (inputs.planOnly) {
    host.log.info('Nothing was changed: planOnly is set.');
    return outputs;
  }
  const record = await recordOf(closeOut, version, step);
  if (decision.kind === 'closeOut') {
    await carryOutCloseOut(closeOut, host);
  }
  await tellUnchanged({ model, version: number }, type, host);
  // Also when an earlier attempt took it off: that one may have ended before its receipt.
  const closedOut = { ...closeOut, record, wasChallenger: facts.isChallenger };
  const receiptFile = await recordCloseOut(closedOut, version, step);
  host.setOutputs({ receiptFile });
  return { ...outputs, receiptFile };
}
