import type {
  Difference,
  EvaluatedDataSet,
  EvaluatedGroup,
  Evaluation,
  MeasuredMetric,
} from '../../contracts/evaluation';

/** A value, or why there is none, as a sentence. */
export type Found<T> = { readonly value: T } | { readonly problem: string };

export function dataSetNamed(evaluation: Evaluation, name: string): EvaluatedDataSet | undefined {
  return evaluation.dataSets.find((each) => each.name === name);
}

export function allRows({ groups }: EvaluatedDataSet): EvaluatedGroup | undefined {
  return groups.find(({ kind }) => kind === 'all');
}

export function metricIn(group: EvaluatedGroup | undefined, name: string): Found<MeasuredMetric> {
  const measured = group?.metrics.find(({ metric }) => metric === name);
  if (measured === undefined) {
    return { problem: `${name} was not measured` };
  }
  const { problem } = measured;
  return problem === undefined ? { value: measured } : { problem: `${name}: ${problem.message}` };
}

export function differenceIn(group: EvaluatedGroup | undefined, name: string): Found<Difference> {
  const measured = metricIn(group, name);
  if ('problem' in measured) {
    return measured;
  }
  const { difference } = measured.value;
  return difference === undefined
    ? { problem: `${name}: candidate and champion were not compared` }
    : isSound(difference)
      ? { value: difference }
      : { problem: `${name}: its interval contradicts itself` };
}

/** A number that is not one passes every comparison as false, which must never read as "not worse". */
export function isSound({ estimate, standardError, degreesOfFreedom, lower, upper, pWorse }: Difference): boolean {
  return (
    [estimate, standardError, degreesOfFreedom, lower, upper, pWorse].every(Number.isFinite) &&
    lower <= estimate &&
    estimate <= upper
  );
}
