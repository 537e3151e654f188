import { UserError } from '../../lib/core/errors';
import type { Workspace } from '../../lib/databricks/workspace';
import { decidePromotion, type Decision } from '../../lib/promotion/decide';
import { openEvidence, type RunEvidence } from '../../lib/evidence/run-evidence';
import { complete, promote } from '../../lib/promotion/execute';
import { evidenceAbout } from '../../lib/promotion/evidence-about';
import type { Wish } from '../../lib/promotion/facts';
import { held } from '../../lib/promotion/held';
import { identityAt } from '../../lib/promotion/identity';
import { readPlace } from '../../lib/promotion/place';
import { isOwnWork, type Promotion, type Scene } from '../../lib/promotion/promotion';
import { readWorld } from '../../lib/promotion/read-world';
import { recordKeep } from '../../lib/promotion/receipts';
import { refusalError } from '../../lib/promotion/refusal';
import { requirePointer } from '../../lib/registry/pointer';
import type { RegisteredModel } from '../../lib/registry/registered-model';
import type { Registry } from '../../lib/registry/registry';
import { readVersionNumber } from '../../lib/registry/version-number';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import { copyVersion } from './copy';
import { copyTargetIn } from './copy-target';
import type { MLflowPromoteModel } from './definition';
import { logPlan, warnOfDeploymentJob, warnOfWaiver } from './say';

export type Inputs = InputsOf<typeof MLflowPromoteModel>;
export type Outputs = OutputsOf<typeof MLflowPromoteModel>;
export interface Clients {
  readonly host: TaskHost<keyof Outputs>;
  readonly registry: Registry;
  /** Opened on first use, and there is none for a plain MLflow server. */
  readonly workspace: Workspace;
}

/** One run of the step, whatever its target is. */
export interface Step {
  readonly inputs: Inputs;
  readonly clients: Clients;
  readonly evidence: RunEvidence;
}

type Moved = Omit<Outputs, 'copiedVersion' | 'candidateFile'>;
type Decided = Exclude<Decision, { readonly kind: 'refuse' }>;

export async function promoteModel(inputs: Inputs, clients: Clients): Promise<Outputs> {
  const copyTarget = copyTargetIn(inputs.target);
  const models = [inputs.modelName, ...(copyTarget === undefined ? [] : [copyTarget])];
  const evidence = openEvidence(clients.host, { folder: inputs.evidence, models });
  const step = { inputs, clients, evidence };
  return copyTarget === undefined
    ? { ...(await promoteInPlace(step)), copiedVersion: '', candidateFile: '' }
    : copyVersion(step, copyTarget);
}

async function promoteInPlace(step: Step): Promise<Moved> {
  const { inputs, clients } = step;
  const { host, registry } = clients;
  const number = readVersionNumber(inputs.modelVersion, 'modelVersion');
  const place = readPlace(inputs.target, 'target');
  requirePointer(place.pointer, registry.kind);
  const model = registry.model(inputs.modelName);
  const { requireVerdict, allowRolledBack, archiveOthers } = inputs;
  const isPullRequest = host.facts.pullRequest !== undefined;
  const wish: Wish = { model: model.name, place, requireVerdict, allowRolledBack, archiveOthers, isPullRequest };

  const version = await model.version(number);
  const evidence = evidenceAbout(version, registry, step.evidence.folder);
  const world = await readWorld(model, place, version);
  const decision = decidePromotion({ wish, world, evidence });
  if (decision.kind === 'refuse') {
    host.setOutputs({ promoted: 'false', previousVersion: textOf(world.occupants[0]?.number) });
    throw refusalError(decision.refusal);
  }
  const chain = 'chain' in evidence ? evidence.chain : undefined;
  const from = decision.kind === 'keep' ? decision.holder : decision.from;
  const { planId } = host.facts;
  const promotion: Promotion = { wish, version, world, chain, because: decision.because, from, planId };
  warnOfWaiver(promotion, host.log);
  await warnOfDeploymentJob(model, host.log);
  return act(decision, promotion, { ...step, model });
}

interface Setting extends Step {
  readonly model: RegisteredModel;
}

async function act(decision: Decided, promotion: Promotion, setting: Setting): Promise<Moved> {
  const { inputs, clients } = setting;
  const { host } = clients;
  const { wish, version, because, from } = promotion;
  const outputs = { promoted: 'false', outcome: OUTCOME[decision.kind], previousVersion: textOf(from) };
  const moved = { ...outputs, promoted: 'true', outcome: OUTCOME.promote };
  host.setOutputs({ promoted: outputs.promoted, previousVersion: outputs.previousVersion });
  switch (decision.kind) {
    case 'keep': {
      host.setOutputs(outputs);
      host.log.info(`keeping ${held([from])} at ${wish.place.text} of ${wish.model}: ${because}`);
      const receiptFile = inputs.planOnly ? '' : recordKeep(promotion, await sceneOf(setting));
      host.setOutputs({ receiptFile });
      if (inputs.failIfNotBetter) {
        throw notBetter(promotion);
      }
      return { ...outputs, receiptFile };
    }
    case 'alreadyThere': {
      host.log.info(`Version ${version.number} of ${wish.model} is at ${wish.place.text} already: ${because}`);
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
      return { ...known, receiptFile: await complete(promotion, await sceneOf(setting)) };
    }
    case 'promote': {
      logPlan(promotion, host.log);
      if (inputs.planOnly) {
        host.log.info('Nothing was changed: planOnly is set.');
        return { ...outputs, receiptFile: '' };
      }
      const onMoved = (): void => host.setOutputs(moved);
      const { receiptFile, move } = await promote(promotion, await sceneOf(setting), onMoved);
      return move === 'ours' || isOwnWork(promotion)
        ? { ...moved, receiptFile }
        : { ...outputs, outcome: OUTCOME.alreadyThere, receiptFile };
    }
  }
}

const OUTCOME = { promote: 'promoted', keep: 'kept', alreadyThere: 'alreadyThere' } as const;

async function sceneOf({ clients, model, evidence }: Setting): Promise<Scene> {
  const { host, registry } = clients;
  return { host, registry, model, evidence, identity: await identityAt(clients) };
}

function notBetter({ wish, version, because, from }: Promotion): UserError {
  return new UserError('NOT_BETTER', {
    what: `Version ${version.number} of ${wish.model} is not better, and ${held([from])} keeps ${wish.place.text}: ${because}`,
    fix: "Improve the model, or leave out 'failIfNotBetter': keeping the better version is a good outcome.",
  });
}

function textOf(version: number | undefined): string {
  return version === undefined ? '' : String(version);
}
