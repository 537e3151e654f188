import type { Registry } from '../../registry/registry';
import { makeVersion } from '../../versions/registration/make-version';
import { oneVersion, type MadeVersion } from '../../versions/registration/one-version';
import { versionsOfSource } from '../../versions/registration/versions-of-source';
import { lastLook } from '../last-look';
import { copiesInto } from '../place';
import { promotionTag } from '../place-tags';
import { completeCopy } from './completion';
import type { Copy, CopyContext } from './context';
import { recordCopy } from './receipt';

export interface CopyResult extends MadeVersion {
  /** Empty if an earlier run has written it. */
  readonly receiptFile: string;
  /** Steps after the promotion continue with the copy. */
  readonly candidateFile: string;
}

/**
 * Creates the copy unless it exists, and completes it. Every step finds what an earlier run has done; calls `onMade`
 * as soon as the version exists.
 */
export async function carryOutCopy(
  copy: Copy,
  context: CopyContext,
  onMade: (made: MadeVersion) => void,
): Promise<CopyResult> {
  let made: MadeVersion | undefined;
  let isBegun = false;
  const { host } = context;
  try {
    host.signal.throwIfAborted();
    made = await oneVersion({
      model: copy.target,
      source: copy.origin,
      make: () => {
        isBegun = true;
        return make(copy, context);
      },
      host,
    });
    onMade(made);
    const candidateFile = await completeCopy(made.number, copy, context);
    return { ...made, candidateFile, receiptFile: await recordCopy(made.number, copy, context) };
  } catch (error) {
    made ??= isBegun ? await madeAfterAll(error, copy, context) : undefined;
    if (made !== undefined) {
      onMade(made);
    }
    host.log.warning(whereItStands(copy, made, isBegun));
    throw error;
  }
}

/** The copy that this run made although its response was lost. */
async function madeAfterAll(
  error: unknown,
  { target, origin }: Copy,
  { host, registry }: CopyContext,
): Promise<MadeVersion | undefined> {
  const find = async (reachable: Registry): Promise<MadeVersion | undefined> => {
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

function make(copy: Copy, context: CopyContext): Promise<MadeVersion> {
  const { target, origin, tags, version } = copy;
  const marks = { ...copy.marks, [promotionTag(copiesInto(target.name))]: context.host.facts.planId };
  const details = { tags, description: version.description };
  return makeVersion({ model: target, source: origin, marks, details }, context.inputs, context);
}

function whereItStands({ version, target }: Copy, made: MadeVersion | undefined, isBegun: boolean): string {
  const source = `version ${version.number} of ${version.model}`;
  if (made !== undefined) {
    return `Version ${made.number} of ${target.name} is the copy of ${source}, and its receipt is not complete. A re-run of this stage completes it.`;
  }
  return isBegun
    ? `A copy of ${source} was to be made in ${target.name}, and whether it is there was not seen. A re-run of this stage looks and completes what is missing.`
    : `Nothing was copied to ${target.name} by this step. A re-run of this stage begins anew.`;
}
