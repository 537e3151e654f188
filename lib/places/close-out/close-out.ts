import { readVersionNumber } from '../../registry/version-number';
import type { PromotionOutputs, PromotionStep } from '../promote/step';
import { refusalError } from '../refusal';
import { carryOutCloseOut, closeOutSteps } from './carry-out';
import { decideCloseOut } from './decide';
import { challengerPlace, readCloseOutFacts } from './read-facts';
import { tellUnchanged } from './tell';

/** What `target` says to only close a candidate out. */
export const CLOSE_OUT = 'closeOut';

/** For a release that was rejected or timed out: the candidate is no challenger any more, and nothing else changes. */
export async function closeOutVersion({ inputs, clients }: Omit<PromotionStep, 'evidence'>): Promise<PromotionOutputs> {
  const { host, registry } = clients;
  const { kind } = registry;
  const number = readVersionNumber(inputs.modelVersion, 'modelVersion');
  const model = registry.model(inputs.modelName);
  const type = kind === 'workspace' ? 'stage' : 'alias';
  const place = challengerPlace(host.project, type);
  await model.version(number);
  const facts = await readCloseOutFacts(model, number, { place, kind, project: host.project });
  const decision = decideCloseOut(facts);
  const outputs = { promoted: 'false', outcome: 'kept', previousVersion: '', receiptFile: '' };
  if (decision.kind === 'refuse') {
    host.setOutputs({ promoted: 'false' });
    throw refusalError(decision.refusal);
  }
  host.setOutputs(outputs);
  if (decision.kind === 'alreadyThere') {
    host.log.info(`Version ${number} of ${model.name} is closed out already: ${facts.tag ?? ''}`);
    await tellUnchanged({ model, version: number }, type, host);
    return outputs;
  }
  const closeOut = { model, version: number, place, why: `not promoted by ${host.facts.pipeline || 'a pipeline run'}` };
  closeOutSteps(closeOut).forEach((line, index) => host.log.info(`${index + 1}. ${line}`));
  if (inputs.planOnly) {
    host.log.info('Nothing was changed: planOnly is set.');
    return outputs;
  }
  await carryOutCloseOut(closeOut, host);
  await tellUnchanged({ model, version: number }, type, host);
  return outputs;
}
