import { isJsonObject, scalarText, toJson, type JsonObject } from '../../core/lossless-json';
import { environmentOfModel } from '../../shipped-notebooks/environment-of-model';
import { REGISTRY_URI } from '../../shipped-notebooks/registry-uri';
import type { TaskHost } from '../../task/host';
import type { Evaluating } from './evaluating';
import { SCORE } from './evaluation-files';
import { championHost, stoppable } from './left-behind';
import type { Reason } from './outcome';
import type { EvaluatedModel } from './request';
import { runPart, type PartResult } from './run-part';

/** A champion that cannot take the rows is not even run. */
export type ChampionResult = PartResult | { readonly kind: 'unscored'; readonly reason: Reason };

export interface Scored {
  readonly candidate: PartResult;
  readonly champion: ChampionResult | undefined;
}

/** Scores with both versions at the same time, each in its own environment; without a candidate there is no use for the champion. */
export async function scoreBoth(evaluating: Evaluating, frozen: JsonObject): Promise<Scored> {
  const { host, request } = evaluating;
  const stop = new AbortController();
  const stopUnless = async <T>(ending: Promise<T>, isFine: (result: T) => boolean): Promise<T> => {
    try {
      const result = await ending;
      if (!isFine(result)) {
        stop.abort(new Error('the other model failed'));
      }
      return result;
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  };
  const scoring = { evaluating, rows: scalarText(frozen['rows']) };
  const candidate = stopUnless(
    scoreModel(request.candidate, 'candidate', { ...scoring, host: stoppable(host, stop.signal) }),
    ({ kind }) => kind === 'answered',
  );
  const champion = stopUnless(scoreChampion(frozen, { ...scoring, host: championHost(host, stop.signal) }), () => true);
  // Both have ended before anything is decided: no run is left behind.
  const [candidateEnd, championEnd] = await Promise.allSettled([candidate, champion]);
  if (candidateEnd.status === 'rejected') {
    throw stop.signal.reason;
  }
  if (championEnd.status === 'rejected') {
    if (candidateEnd.value.kind === 'failed') {
      return { candidate: candidateEnd.value, champion: undefined };
    }
    throw championEnd.reason;
  }
  return { candidate: candidateEnd.value, champion: championEnd.value };
}

interface Scoring {
  readonly evaluating: Evaluating;
  /** Digest of what the freezing run says about the rows. */
  readonly rows: string;
  readonly host: TaskHost;
}

async function scoreChampion(frozen: JsonObject, scoring: Scoring): Promise<ChampionResult | undefined> {
  const { champion } = scoring.evaluating.request;
  const problem = frozen['championProblem'];
  if (champion === undefined) {
    return undefined;
  }
  return isJsonObject(problem)
    ? { kind: 'unscored', reason: { code: scalarText(problem['code']), message: scalarText(problem['message']) } }
    : scoreModel(champion, 'champion', scoring);
}

async function scoreModel(
  model: EvaluatedModel,
  which: 'candidate' | 'champion',
  { evaluating, rows, host }: Scoring,
): Promise<PartResult> {
  const { workspace, folders, request, requestSha256, inputs, scoringInputs = inputs, scorerRunAs, onRun } = evaluating;
  const environment = await environmentOfModel({ uri: model.uri, files: evaluating.filesOf(model) }, evaluating.host);
  const isCluster = scoringInputs.existingClusterId !== undefined || scoringInputs.newCluster !== undefined;
  const { problem, prediction, columns, metrics } = request;
  const asked: JsonObject = {
    model: which,
    uri: model.uri,
    registryUri: REGISTRY_URI[model.registry],
    id: folders.id,
    request: requestSha256,
    folder: folders.rows,
    rows,
    problem,
    metrics: metrics.map(({ metric }) => metric),
    prediction,
    positiveClass: columns.positiveClass,
    install: isCluster,
  };
  const notebook = {
    ...SCORE,
    files: isCluster
      ? { 'project_requirements.txt': environment.dependencies.map((line) => `${line}\n`).join('') }
      : {},
    parameters: { asked: toJson(asked) },
    environment: isCluster ? undefined : environment,
    runAs: scorerRunAs,
  };
  const part = `score-${which}` as const;
  const report = ({ runUrl = '' }): void => (runUrl === '' ? undefined : onRun?.(part, runUrl));
  const answers = { part, contract: `scored-rows-${which}`, requestSha256, id: folders.id };
  return runPart(answers, notebook, { inputs: scoringInputs, step: { host, workspace, report } });
}
