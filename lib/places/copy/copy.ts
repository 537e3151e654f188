import { evidenceAbout } from '../../evidence/evidence-about';
import type { RegisteredModel } from '../../registry/registered-model';
import { sourceOfVersion } from '../../versions/registration/source-of-version';
import { copiesInto } from '../place';
import { conditionsOf } from '../promote/conditions';
import { verdictRequired } from '../promote/policy';
import { sayUnchecked, warnOfWaiver } from '../promote/say';
import type { CopyOutputs, PromotionStep } from '../promote/step';
import { lastReceipt } from '../receipts/receipt-mark';
import { refusalError } from '../refusal';
import { actOnCopy } from './act';
import type { Copy } from './context';
import { decideCopy } from './decide';
import { requirePossibleCopy } from './plan';
import { readCopyFacts } from './read-facts';
import { marksOfCopy, tagsOfPeople } from './tags';
import { modelToCopyInto } from './target';

const NOTHING = { promoted: 'false', copiedVersion: '', candidateFile: '', receiptFile: '' } as const;

/** Copies the version into another model if its evidence would make it champion there. */
export async function copyVersion(step: PromotionStep, name: string): Promise<CopyOutputs> {
  const { inputs, clients } = step;
  const { host, registry } = clients;
  const number = inputs.modelVersion;
  const source = registry.model(inputs.modelName);
  const target = modelToCopyInto(name, source, registry);

  const version = await source.version(number);
  const evidence = evidenceAbout(version, registry, step.evidence.folder);
  const origin = sourceOfVersion(version, new Map());
  const conditions = conditionsOf(host, target.name);
  const { policy } = conditions;
  const requireVerdict = verdictRequired(inputs.requireVerdict, policy);
  const request = { requireVerdict, allowRolledBack: inputs.allowRolledBack, ...conditions };
  const facts = await readCopyFacts({ source, version, target, registry: registry.kind, request }, evidence, origin);
  const previousVersion = await otherCopyIn(target, facts.found?.number);
  host.setOutputs({ promoted: 'false', previousVersion });
  const decision = decideCopy(facts);
  if (decision.kind === 'refuse') {
    throw refusalError(decision.refusal);
  }
  const chain = 'chain' in evidence ? evidence.chain : undefined;
  const { tags } = facts.state.candidate;
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
  sayUnchecked(host);
  return { ...NOTHING, previousVersion, ...(await actOnCopy(decision, copy, step)) };
}

/** The copy before this one, according to the receipts on the model. */
async function otherCopyIn(target: RegisteredModel, found: number | undefined): Promise<string> {
  if (!(await target.exists())) {
    return '';
  }
  const last = lastReceipt(await target.tags(), copiesInto(target.name));
  return last === undefined || last.version === found ? '' : String(last.version);
}
