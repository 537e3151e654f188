import type { Chain } from '../../lib/contracts/chain';
import type { RunEvidence } from '../../lib/evidence/run-evidence';
import type { ModelVersion } from '../../lib/mlflow/version';
import type { NotebookInputs } from '../../lib/on-databricks/run-shipped-notebook';
import type { CopyFacts } from '../../lib/promotion/copy-decision';
import { lastLook } from '../../lib/promotion/last-look';
import { copiesInto } from '../../lib/promotion/place';
import { promotionTag } from '../../lib/promotion/tags';
import { makeVersion, type MakingTools } from '../../lib/registration/make-version';
import type { ModelSource } from '../../lib/registration/model-source';
import { oneVersion, type Made } from '../../lib/registration/one-version';
import { versionsOfSource } from '../../lib/registration/versions-of-source';
import type { RegisteredModel } from '../../lib/registry/registered-model';
import type { Registry } from '../../lib/registry/registry';
import { completeCopy } from './copy-completion';
import { recordCopy } from './copy-receipt';

/** A decided copy: everything that its changes and its receipt are made of. */
export interface Copy {
  readonly wish: CopyFacts['wish'];
  readonly world: CopyFacts['world'];
  readonly version: ModelVersion;
  readonly origin: ModelSource;
  readonly target: RegisteredModel;
  /** The copy that is there already. */
  readonly found: number | undefined;
  /** Whether an earlier attempt of this pipeline run made it and did not get as far as its receipt. */
  readonly isOwn: boolean;
  readonly chain: Chain | undefined;
  readonly because: string;
  /** Our marks on the copy, and the tags of people. */
  readonly marks: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

export interface CopyScene extends MakingTools {
  readonly inputs: NotebookInputs;
  readonly identity: string;
  readonly evidence: RunEvidence;
}

export interface Copied extends Made {
  /** Empty when an earlier run has written it. */
  readonly receiptFile: string;
  /** With it, what comes after promotion goes on with the copy. */
  readonly candidateFile: string;
}

/**
 * Makes the copy unless it is there, and completes it. Every step finds what an earlier run has done; `onMade` is told
 * as soon as the version exists.
 */
export async function carryOutCopy(copy: Copy, scene: CopyScene, onMade: (made: Made) => void): Promise<Copied> {
  let made: Made | undefined;
  let isBegun = false;
  const { host } = scene;
  try {
    host.signal.throwIfAborted();
    made = await oneVersion({
      model: copy.target,
      source: copy.origin,
      make: () => {
        isBegun = true;
        return make(copy, scene);
      },
      host,
    });
    onMade(made);
    const candidateFile = await completeCopy(made.number, copy, scene);
    return { ...made, candidateFile, receiptFile: await recordCopy(made.number, copy, scene) };
  } catch (error) {
    made ??= isBegun ? await madeAfterAll(error, copy, scene) : undefined;
    if (made !== undefined) {
      onMade(made);
    }
    host.log.warning(whereItStands(copy, made, isBegun));
    throw error;
  }
}

/** The copy of this run although nobody heard of it. */
async function madeAfterAll(
  error: unknown,
  { target, origin }: Copy,
  { host, registry }: CopyScene,
): Promise<Made | undefined> {
  const find = async (reachable: Registry): Promise<Made | undefined> => {
    const model = reachable.model(target.name);
    for (const { number, status } of await versionsOfSource(model, origin)) {
      const planId = (await model.tags(number)).get(promotionTag(copiesInto(target.name)));
      if (status !== 'FAILED' && planId === host.facts.planId) {
        return { number, outcome: 'registered' };
      }
    }
    return undefined;
  };
  return (await lastLook(error, { host, registry, find })).found;
}

function make(copy: Copy, scene: CopyScene): Promise<Made> {
  const { target, origin, tags, version } = copy;
  const marks = { ...copy.marks, [promotionTag(copiesInto(target.name))]: scene.host.facts.planId };
  const details = { tags, description: version.description };
  return makeVersion({ model: target, source: origin, marks, details }, scene.inputs, scene);
}

function whereItStands({ version, target }: Copy, made: Made | undefined, isBegun: boolean): string {
  const source = `version ${version.number} of ${version.model}`;
  if (made !== undefined) {
    return `Version ${made.number} of ${target.name} is the copy of ${source}, and its receipt is not complete. A re-run of this stage completes it.`;
  }
  return isBegun
    ? `A copy of ${source} was to be made in ${target.name}, and whether it is there was not seen. A re-run of this stage looks and completes what is missing.`
    : `Nothing was copied to ${target.name} by this step. A re-run of this stage begins anew.`;
}
