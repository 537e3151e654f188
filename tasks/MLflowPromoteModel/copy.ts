import { decideCopy } from '../../lib/promotion/copy-decision';
import { marksOfCopy, tagsOfPeople } from '../../lib/promotion/copy-tags';
import { evidenceAbout } from '../../lib/promotion/evidence-about';
import { copiesInto } from '../../lib/promotion/place';
import { lastReceipt } from '../../lib/promotion/receipt-mark';
import { refusalError } from '../../lib/promotion/refusal';
import { sourceOfVersion } from '../../lib/registration/source-of-version';
import type { RegisteredModel } from '../../lib/registry/registered-model';
import { readVersionNumber } from '../../lib/registry/version-number';
import { readCopyFacts } from './copy-facts';
import { actOnCopy } from './copy-act';
import { requirePossibleCopy } from './copy-plan';
import type { Copy } from './copy-steps';
import { modelToCopyInto } from './copy-target';
import type { Outputs, Step } from './run';
import { warnOfWaiver } from './say';

const NOTHING = { promoted: 'false', copiedVersion: '', candidateFile: '', receiptFile: '' } as const;

/** Copies the version into another model when its evidence would make it champion there. */
export async function copyVersion(step: Step, name: string): Promise<Outputs> {
  const { inputs, clients } = step;
  const { host, registry } = clients;
  const number = readVersionNumber(inputs.modelVersion, 'modelVersion');
  const source = registry.model(inputs.modelName);
  const target = modelToCopyInto(name, source, registry);

  const version = await source.version(number);
  const evidence = evidenceAbout(version, registry, step.evidence.folder);
  const origin = sourceOfVersion(version, new Map());
  const { requireVerdict, allowRolledBack } = inputs;
  const wish = { requireVerdict, allowRolledBack, isPullRequest: host.facts.pullRequest !== undefined };
  const facts = await readCopyFacts({ source, version, target, registry: registry.kind, wish }, evidence, origin);
  const previousVersion = await otherCopyIn(target, facts.found?.number);
  host.setOutputs({ promoted: 'false', previousVersion });
  const decision = decideCopy(facts);
  if (decision.kind === 'refuse') {
    throw refusalError(decision.refusal);
  }
  const chain = 'chain' in evidence ? evidence.chain : undefined;
  const { tags } = facts.world.candidate;
  const copy: Copy = {
    ...facts,
    version,
    origin,
    target,
    found: facts.found?.number,
    isOwn: facts.found?.isRecorded === false && facts.found.planId === host.facts.planId,
    chain,
    because: decision.because,
    marks: marksOfCopy(tags, origin.digest, chain),
    tags: tagsOfPeople(tags),
  };
  requirePossibleCopy(copy, registry);
  warnOfWaiver(copy, host.log);
  return { ...NOTHING, previousVersion, ...(await actOnCopy(decision, copy, step)) };
}

/** The copy before this one, as the receipts on the model tell. */
async function otherCopyIn(target: RegisteredModel, found: number | undefined): Promise<string> {
  if (!(await target.exists())) {
    return '';
  }
  const last = lastReceipt(await target.tags(), copiesInto(target.name));
  return last === undefined || last.version === found ? '' : String(last.version);
}
