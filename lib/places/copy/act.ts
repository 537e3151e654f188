import { UserError } from '../../core/errors';
import { identityAt } from '../identity';
import { warnOfDeploymentJob } from '../promote/say';
import type { CopyOutputs, PromotionStep } from '../promote/step';
import { carryOutCopy } from './carry-out';
import type { Copy, CopyContext } from './context';
import type { CopyDecision } from './decide';
import { copyBeforeAndAfter, stepsOf } from './plan';
import { recordNoCopy } from './receipt';

type Decided = Exclude<CopyDecision, { readonly kind: 'refuse' }>;

/** What to report in addition to "nothing happened". */
type Acted = Partial<CopyOutputs> & Pick<CopyOutputs, 'outcome'>;

/** Carries out the decision, and sets outputs as soon as they are known. */
export async function actOnCopy(decision: Decided, copy: Copy, step: PromotionStep): Promise<Acted> {
  const { inputs, clients } = step;
  const { host } = clients;
  const { version, target, found, because } = copy;
  const source = `version ${version.number} of ${version.model}`;
  switch (decision.kind) {
    case 'keep':
      host.setOutputs({ outcome: 'kept' });
      host.log.info(`not copying ${source} to ${target.name}: ${because}`);
      host.log.info(
        `It keeps its places in ${version.model}, from where it may go into other models; to close it out there, use target: closeOut`,
      );
      return { outcome: 'kept', receiptFile: await kept(copy, step) };
    case 'alreadyThere': {
      const known = { promoted: String(copy.isOwn), outcome: outcomeOf(copy.isOwn), copiedVersion: String(found) };
      host.setOutputs(known);
      host.log.info(`Version ${found} of ${target.name} is already a copy of ${source}: ${because}`);
      if (decision.isRecorded || inputs.planOnly) {
        return known;
      }
      host.log.info(
        `Its receipt is missing: an earlier ${copy.isOwn ? 'attempt of this run' : 'run'} made it and did not get that far. It follows now.`,
      );
      return { ...(await carriedOut(copy, step)), ...known };
    }
    case 'promote':
      host.log.info(`Copying ${source} to ${target.name}: ${because}`);
      [...copyBeforeAndAfter(copy), ...numbered(stepsOf(copy, clients.registry))].forEach((line) =>
        host.log.info(line),
      );
      if (inputs.planOnly) {
        host.log.info('Nothing was changed: planOnly is set.');
        return { outcome: 'promoted' };
      }
      return carriedOut(copy, step);
  }
}

async function kept(copy: Copy, step: PromotionStep): Promise<string> {
  const { inputs, clients } = step;
  const receiptFile = inputs.planOnly ? '' : recordNoCopy(copy, await contextOf(step));
  clients.host.setOutputs({ receiptFile });
  if (inputs.failIfNotBetter) {
    throw notBetter(copy);
  }
  return receiptFile;
}

async function contextOf({ inputs, clients, evidence }: PromotionStep): Promise<CopyContext> {
  return { ...clients, inputs, evidence, identity: await identityAt(clients) };
}

async function carriedOut(copy: Copy, step: PromotionStep): Promise<Acted> {
  const { host } = step.clients;
  const { version, target } = copy;
  if (await target.exists()) {
    await warnOfDeploymentJob(target, host.log);
  }
  const context = await contextOf(step);
  let known: Acted = { outcome: 'alreadyThere' };
  const { receiptFile, candidateFile } = await carryOutCopy(copy, context, ({ number, outcome }) => {
    const isNew = outcome === 'registered' || copy.isOwn;
    known = {
      promoted: String(isNew),
      outcome: outcomeOf(isNew),
      copiedVersion: String(number),
    };
    host.setOutputs(known);
    host.log.info(`${target.name}: version ${number} is the copy of version ${version.number} of ${version.model}`);
  });
  return { ...known, receiptFile, candidateFile };
}

function outcomeOf(isOurs: boolean): string {
  return isOurs ? 'promoted' : 'alreadyThere';
}

function numbered(steps: readonly string[]): readonly string[] {
  return steps.map((step, index) => `${index + 1}. ${step}`);
}

function notBetter({ version, target, because }: Copy): UserError {
  return new UserError('NOT_BETTER', {
    what: `Version ${version.number} of ${version.model} is not better, and is not copied to ${target.name}: ${because}`,
    fix: "Improve the model, or leave out 'failIfNotBetter': keeping the better version is a good outcome.",
  });
}
