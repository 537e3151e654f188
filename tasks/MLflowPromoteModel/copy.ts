import { findChain } from '../../lib/contracts/chain';
import { UserError } from '../../lib/core/errors';
import { sha256Hex } from '../../lib/core/node/hash';
import { evidenceFiles } from '../../lib/evidence/evidence-files';
import { decideCopy, type CopyDecision } from '../../lib/promotion/copy-decision';
import { marksOfCopy, tagsOfPeople } from '../../lib/promotion/copy-tags';
import { identityAt } from '../../lib/promotion/identity';
import { copiesInto } from '../../lib/promotion/place';
import { lastReceipt } from '../../lib/promotion/receipt-mark';
import { refusalError } from '../../lib/promotion/refusal';
import { sourceOfVersion } from '../../lib/registration/source-of-version';
import type { RegisteredModel } from '../../lib/registry/registered-model';
import { readVersionNumber } from '../../lib/registry/version-number';
import { readCopyFacts } from './copy-facts';
import { copyBeforeAndAfter, requirePossibleCopy, stepsOf } from './copy-plan';
import { recordNoCopy } from './copy-receipt';
import { carryOutCopy, type Copy, type CopyScene } from './copy-steps';
import { modelToCopyInto } from './copy-target';
import type { Clients, Inputs, Outputs } from './run';
import { warnOfDeploymentJob, warnOfWaiver } from './say';

type Decided = Exclude<CopyDecision, { readonly kind: 'refuse' }>;
interface Setting {
  readonly inputs: Inputs;
  readonly clients: Clients;
}

/** Copies the version into another model when its evidence would make it champion there. */
export async function copyVersion(inputs: Inputs, clients: Clients, name: string): Promise<Outputs> {
  const { host, registry } = clients;
  const number = readVersionNumber(inputs.modelVersion, 'modelVersion');
  const source = registry.model(inputs.modelName);
  const target = modelToCopyInto(name, source, registry);

  const subject = { name: source.name, version: String(number), registryAddress: registry.address };
  const evidence = findChain(evidenceFiles(inputs.evidence ?? host.evidenceFolder), subject, sha256Hex);
  const version = await source.version(number);
  const origin = sourceOfVersion(version, new Map());
  const { requireVerdict, allowRolledBack } = inputs;
  const wish = { requireVerdict, allowRolledBack, isPullRequest: host.facts.pullRequest !== undefined };
  const facts = await readCopyFacts({ source, version, target, registry: registry.kind, wish }, evidence, origin);
  const previousVersion = await lastCopyIn(target);
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
    chain,
    because: decision.because,
    marks: marksOfCopy(tags, origin.digest, chain),
    tags: tagsOfPeople(tags),
  };
  requirePossibleCopy(copy, registry);
  warnOfWaiver(copy, host.log);
  return { ...NOTHING, previousVersion, ...(await act(decision, copy, { inputs, clients })) };
}

const NOTHING = { promoted: 'false', copiedVersion: '', receiptFile: '' } as const;
type Acted = Partial<Outputs> & Pick<Outputs, 'outcome'>;

async function act(decision: Decided, copy: Copy, setting: Setting): Promise<Acted> {
  const { inputs, clients } = setting;
  const { host } = clients;
  const { version, target, found, because } = copy;
  const source = `version ${version.number} of ${version.model}`;
  switch (decision.kind) {
    case 'keep':
      host.setOutputs({ outcome: 'kept' });
      host.log.info(`not copying ${source} to ${target.name}: ${because}`);
      return { outcome: 'kept', receiptFile: await kept(copy, setting) };
    case 'alreadyThere': {
      const known = { outcome: 'alreadyThere', copiedVersion: String(found) };
      host.setOutputs(known);
      host.log.info(`Version ${found} of ${target.name} is a copy of ${source} already: ${because}`);
      if (decision.isRecorded || inputs.planOnly) {
        return known;
      }
      host.log.info('Its receipt is missing, since an earlier run did not come to it; it follows now.');
      return { ...known, receiptFile: (await carriedOut(copy, setting)).receiptFile };
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
      return carriedOut(copy, setting);
  }
}

async function kept(copy: Copy, setting: Setting): Promise<string> {
  const { inputs, clients } = setting;
  const receiptFile = inputs.planOnly ? '' : recordNoCopy(copy, await sceneOf(setting));
  clients.host.setOutputs({ receiptFile });
  if (inputs.failIfNotBetter) {
    throw notBetter(copy);
  }
  return receiptFile;
}

async function sceneOf({ inputs, clients }: Setting): Promise<CopyScene> {
  return { ...clients, inputs, folder: inputs.evidence, identity: await identityAt(clients) };
}

async function carriedOut(copy: Copy, { inputs, clients }: Setting): Promise<Acted & { readonly receiptFile: string }> {
  const { host } = clients;
  const { version, target } = copy;
  if (await target.exists()) {
    await warnOfDeploymentJob(target, host.log);
  }
  const scene = await sceneOf({ inputs, clients });
  let known: Acted = { outcome: 'alreadyThere' };
  const { receiptFile } = await carryOutCopy(copy, scene, ({ number, outcome }) => {
    const isNew = outcome === 'registered';
    known = {
      promoted: String(isNew),
      outcome: isNew ? 'promoted' : 'alreadyThere',
      copiedVersion: String(number),
    };
    host.setOutputs(known);
    host.log.info(`${target.name}: version ${number} is the copy of version ${version.number} of ${version.model}`);
  });
  return { ...known, receiptFile };
}

/** The copy before this one, as the receipts on the model tell. */
async function lastCopyIn(target: RegisteredModel): Promise<string> {
  if (!(await target.exists())) {
    return '';
  }
  const last = lastReceipt(await target.tags(), copiesInto(target.name));
  return last === undefined ? '' : String(last.version);
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
