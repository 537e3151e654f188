import type { Promotion } from '../promote/promotion';
import type { ModelStep } from '../promote/step';
import { carryOutCloseOut, closeOutSteps } from './carry-out';
import { decideCloseOut } from './decide';
import { challengerPlace, readCloseOutFacts } from './read-facts';
import { recordCloseOut, recordOf } from './receipt';

/** A version that was found no better is no challenger any more. Returns the changes for the receipt of the decision. */
export async function closeOutKept(
  { version, chain, from, request }: Promotion,
  step: ModelStep,
): Promise<readonly string[]> {
  const { inputs, clients, model } = step;
  const { host, registry } = clients;
  const { number } = version;
  const place = challengerPlace(host.project, request.place.pointer.type);
  const facts = await readCloseOutFacts(model, number, { place, kind: registry.kind, project: host.project });
  const decision = decideCloseOut(facts);
  if (decision.kind === 'refuse') {
    host.log.info(`Version ${number} of ${model.name} is not closed out: it holds ${facts.champions.join(' and ')}`);
    return [];
  }
  const verdict = chain?.comparison?.contract.verdict ?? 'not better';
  const why =
    facts.tag ?? `${verdict} against ${from === undefined ? 'nobody' : `version ${from}`} at ${request.place.text}`;
  const closeOut = { model, version: number, place, why };
  const steps = closeOutSteps(closeOut);
  if (inputs.planOnly) {
    steps.forEach((line, index) => host.log.info(`${index + 1}. ${line}`));
    return steps;
  }
  const record = await recordOf(closeOut, version, step);
  if (decision.kind === 'closeOut') {
    await carryOutCloseOut(closeOut, host);
  }
  await recordCloseOut({ ...closeOut, record, wasChallenger: facts.isChallenger }, version, step);
  return steps;
}
