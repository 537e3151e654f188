import { UserError } from '../../core/errors';
import { scalarText, toJson, type JsonObject } from '../../core/lossless-json';
import type { Evaluating, EvaluationDependencies } from './evaluating';
import { FREEZE, REDUCE } from './evaluation-files';
import { forgetStorage, isRunLeft, rememberStorage } from './left-behind';
import type { EvaluationOutcome, Part, PartCost, Reason } from './outcome';
import { readEvaluation } from './read-evaluation';
import { removeStorage } from './remove-storage';
import { requestSha256, requestText, type EvaluationRequest } from './request';
import { refused, runPart, saysNothing, type PartResult } from './run-part';
import { scoreBoth } from './score-both';
import { storageOf, type EvaluationStorage } from './storage';

/**
 * Has both versions score the same rows on Databricks, and brings back statistics only. What rows or models do wrong is
 * an outcome; errors are what pipelines and services do. Rows and predictions are deleted, whatever happens.
 */
export async function evaluate(
  request: EvaluationRequest,
  dependencies: EvaluationDependencies,
): Promise<EvaluationOutcome> {
  const { host, workspace, storage: folder, keep = false } = dependencies;
  const sha256 = requestSha256(request);
  requireSharedStorage(dependencies);
  const folders = await storageOf({ folder, requestSha256: sha256 }, workspace, host.facts);
  if (!keep) {
    rememberStorage(folders, host);
  }
  try {
    const outcome = await evaluated({ ...dependencies, request, requestSha256: sha256, folders });
    await tidyUp(folders, dependencies);
    return outcome;
  } catch (error) {
    await afterError(error, folders, dependencies);
    throw error;
  }
}

/** Nobody else gets into the home folder of an identity. */
function requireSharedStorage({ scorerRunAs, storage }: EvaluationDependencies): void {
  if (scorerRunAs !== undefined && storage === undefined) {
    throw new UserError('CONFIGURATION_REFUSED', {
      what: `comparison.scorer.runAs is ${scorerRunAs}, and without comparison.storage the features lie in a folder that this identity cannot read.`,
      fix: 'Set comparison.storage to a folder of a volume that it may read and write.',
    });
  }
}

async function evaluated(evaluating: Evaluating): Promise<EvaluationOutcome> {
  const costs: PartCost[] = [];
  const failed = (part: Part, reason: Reason): EvaluationOutcome => {
    const runUrl = costs.find((cost) => cost.part === part)?.runUrl ?? '';
    return { kind: 'failed', part, reason, runUrl, costs };
  };
  const frozen = await freeze(evaluating);
  costs.push(frozen.cost);
  if (frozen.kind === 'failed') {
    return failed('freeze', frozen.reason);
  }
  const { candidate, champion } = await scoreBoth(evaluating, frozen.answer);
  costs.push(candidate.cost, ...(champion?.kind === 'unscored' || champion === undefined ? [] : [champion.cost]));
  if (candidate.kind === 'failed') {
    return failed('score-candidate', candidate.reason);
  }
  if (champion?.kind === 'failed' && saysNothing(champion.reason)) {
    return failed('score-champion', champion.reason);
  }
  const reduced = await reduce(evaluating, {
    frozen: scalarText(frozen.answer['frozen']),
    candidate: candidate.answer,
    ...(champion === undefined
      ? {}
      : { champion: champion.kind === 'answered' ? champion.answer : { problem: { ...champion.reason } } }),
    seconds: frozen.answer['seconds'] ?? 0,
  });
  costs.push(reduced.cost);
  if (reduced.kind === 'failed') {
    return failed('reduce', reduced.reason);
  }
  const evaluation = readEvaluation(reduced.answer, evaluating);
  return typeof evaluation === 'string'
    ? failed(
        'reduce',
        refused(`The result of ${reduced.cost.runUrl} cannot be used: ${evaluation}. Re-run this stage.`).reason,
      )
    : { kind: 'evaluated', evaluation, costs };
}

function freeze(evaluating: Evaluating): Promise<PartResult> {
  return runPure('freeze', evaluating, {});
}

/** Its source is put into place again: the models have run since, as the same identity. */
function reduce(evaluating: Evaluating, scored: JsonObject): Promise<PartResult> {
  return runPure('reduce', evaluating, { scored: toJson(scored) });
}

/** A part without code of a model. */
function runPure(
  part: 'freeze' | 'reduce',
  evaluating: Evaluating,
  more: Readonly<Record<string, string>>,
): Promise<PartResult> {
  const { host, workspace, inputs, request, requestSha256: sha256, folders, keep = false, onRun } = evaluating;
  const { notebook, contract } =
    part === 'freeze' ? { notebook: FREEZE, contract: 'frozen-rows' } : { notebook: REDUCE, contract: 'evaluation' };
  const parameters = { request: requestText(request), storage: toJson({ ...folders, keep }), ...more };
  const asked = { part, contract, requestSha256: sha256, id: folders.id };
  const report = ({ runUrl = '' }): void => (runUrl === '' ? undefined : onRun?.(part, runUrl));
  return runPart(asked, { ...notebook, parameters }, { inputs, step: { host, workspace, report } });
}

/** A folder that cannot be deleted now is left to the post-job step, and no reason to lose the statistics. */
async function tidyUp(
  folders: EvaluationStorage,
  { host, workspace, keep = false }: EvaluationDependencies,
): Promise<void> {
  if (keep) {
    host.log.info(`Rows and predictions are kept in ${folders.rows}, labels in ${folders.labels}`);
    return;
  }
  try {
    await removeStorage(folders, workspace);
    // A run that was ended early may write once more.
    if (!isRunLeft(host)) {
      forgetStorage(host);
    }
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    host.log.warning(`Rows in ${folders.rows} or ${folders.labels} are not deleted yet: ${because}`);
  }
}

/** A run that may be alive needs its rows, and a re-run attaches to it. After a cancellation, the post-job step deletes. */
async function afterError(
  error: unknown,
  folders: EvaluationStorage,
  dependencies: EvaluationDependencies,
): Promise<void> {
  const { host } = dependencies;
  if (error instanceof UserError && (error.code === 'CONTACT_LOST' || error.code === 'START_UNCONFIRMED')) {
    forgetStorage(host);
  } else if (!host.signal.aborted) {
    await tidyUp(folders, dependencies);
  }
}
