import type { EvaluatedDataSet, Evaluation, MeasuredMetric } from '../../contracts/evaluation';
import type { EvaluatedModel, Expected, RequestedDataSet } from './request';

interface Interval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** What a schema cannot see: an answer to another request, about another version, or numbers that contradict each other. */
export function inconsistenciesIn(evaluation: Evaluation, { request, requestSha256 }: Expected): readonly string[] {
  const { champion } = evaluation;
  const sets = evaluation.dataSets;
  return [
    ...when(evaluation.requestSha256 !== requestSha256, 'it answers another request'),
    ...when(evaluation.problem !== request.problem, `it is about a ${evaluation.problem} problem`),
    ...aboutModel(evaluation.candidate, request.candidate),
    ...(champion === undefined ? [] : aboutModel(champion, request.champion)),
    ...when(
      request.champion !== undefined && champion === undefined && evaluation.championProblem === undefined,
      'it says nothing about the champion',
    ),
    ...when(sets.length !== request.dataSets.length, `it has ${sets.length} data sets`),
    ...sets.flatMap((set, index) => inDataSet(set, request.dataSets[index], request)),
  ];
}

function aboutModel(scored: { name: string; version: string }, asked: EvaluatedModel | undefined): readonly string[] {
  const isAsked = scored.name === asked?.name && scored.version === asked.version;
  return when(!isAsked, `it is about version ${scored.version} of ${scored.name}`);
}

function inDataSet(
  set: EvaluatedDataSet,
  asked: RequestedDataSet | undefined,
  { metrics }: Expected['request'],
): readonly string[] {
  const [all] = set.groups;
  const wanted = metrics.map(({ metric, direction }) => `${metric} ${direction}`).join();
  return [
    ...when(set.name !== asked?.name || set.role !== asked.role, `its data set ${set.name} was not asked for`),
    ...when(set.rows > set.rowsInSource, `data set ${set.name} has more rows than its source`),
    ...when(all?.kind !== 'all' || all.rows !== set.rows, `data set ${set.name} does not begin with all of its rows`),
    ...set.groups.flatMap((group) => [
      ...when(group.rows > set.rows, `a group of data set ${set.name} has more rows than the data set`),
      ...when(
        group.metrics.map(({ metric, direction }) => `${metric} ${direction}`).join() !== wanted,
        `data set ${set.name} has other metrics than were asked for`,
      ),
      ...group.metrics.flatMap((measured) => inMetric(measured)),
    ]),
    ...set.fairness.flatMap(({ rate, widening }) => (widening === undefined ? [] : inInterval(widening, rate))),
  ];
}

function inMetric({
  metric,
  difference,
  againstBaseline,
  candidate,
  champion,
  direction,
}: MeasuredMetric): readonly string[] {
  const gain =
    candidate === undefined || champion === undefined
      ? undefined
      : (direction === 'higher' ? 1 : -1) * (candidate.value - champion.value);
  return [difference, againstBaseline].flatMap((each, index) =>
    each === undefined
      ? []
      : [
          ...[each, ...each.relative].flatMap((interval) => inInterval(interval, metric)),
          ...when(
            index === 0 && gain !== undefined && !isClose(gain, each.estimate),
            `the difference of ${metric} is not that of its two values`,
          ),
          ...when(each.pWorse + each.pBetter < 0.999, `the p-values of ${metric} do not belong together`),
        ],
  );
}

function inInterval({ estimate, lower, upper }: Interval, what: string): readonly string[] {
  return when(!(lower <= estimate && estimate <= upper), `the interval of ${what} does not hold its estimate`);
}

/** Values come with 12 significant digits, so a difference of two has fewer. */
function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));
}

function when(isSo: boolean, what: string): readonly string[] {
  return isSo ? [what] : [];
}
