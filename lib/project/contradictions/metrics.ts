import { hint } from '../../core/nearest';
import type { Problem } from '../../yaml/position';
import { metricNamed, metricsFor } from '../metrics';
import { below, rowBelow, textBelow, type Branch } from '../tree';
import type { Judged } from './judged';

const MARGINS = ['minimumGain', 'maximumLoss', 'margin'];

/** Metrics that do not fit the problem, have no direction, or a margin that means nothing. */
export function metricContradictions({ tree, at }: Judged): readonly Problem[] {
  const problem = textBelow(tree, 'model', 'problem') ?? '';
  const primary = below(tree, 'comparison', 'primary');
  const equivalence = below(tree, 'comparison', 'equivalence');
  const named = [primary, ...rowBelow(tree, 'comparison', 'guardrails'), equivalence].filter(
    (each) => each?.kind === 'branch',
  );
  return [
    ...named.flatMap((branch) => contradictionsIn(branch, problem, at)),
    ...guardedPrimary(tree, at),
    ...borrowedMargins(tree, primary?.kind === 'branch' ? primary : undefined, at),
  ];
}

function contradictionsIn(branch: Branch, problem: string, at: Judged['at']): readonly Problem[] {
  const name = textBelow(branch, 'metric');
  if (name === undefined) {
    return [];
  }
  const known = metricNamed(name);
  const direction = textBelow(branch, 'direction');
  const where = at(branch, 'metric');
  if (known === undefined) {
    return [
      ...(direction === undefined && below(branch, 'margin') === undefined
        ? [
            {
              at: where,
              message: `metric '${name}' is none of ours and has no direction; say direction: higher or lower, or ${hint(name, metricsFor(problem))}`,
            },
          ]
        : []),
      ...marginWithoutUnit(branch, `'${name}' is a metric of your own`, at),
    ];
  }
  return [
    ...(known.problems.some((each) => each === problem) || problem === ''
      ? []
      : [
          {
            at: where,
            message: `metric '${name}' does not fit a ${problem} problem; fitting are: ${metricsFor(problem).join(', ')}`,
          },
        ]),
    ...(direction === undefined || direction === known.direction
      ? []
      : [
          {
            at: at(branch, 'direction'),
            message: `metric '${name}' is better when ${known.direction}, not ${direction}`,
          },
        ]),
    ...(known.inUnitOfLabel === true ? marginWithoutUnit(branch, `'${name}' has the unit of the label`, at) : []),
  ];
}

function marginWithoutUnit(branch: Branch, because: string, at: Judged['at']): readonly Problem[] {
  const margin = MARGINS.find((key) => Number(textBelow(branch, key) ?? 0) > 0);
  return margin === undefined || below(branch, 'marginUnit') !== undefined
    ? []
    : [{ at: at(branch, margin), message: `${margin} has no unit: ${because}; say marginUnit: absolute or percent` }];
}

/** Two demands on one metric: the guardrail would only repeat or contradict the primary. */
function guardedPrimary(tree: Branch, at: Judged['at']): readonly Problem[] {
  const primary = textBelow(tree, 'comparison', 'primary', 'metric');
  return rowBelow(tree, 'comparison', 'guardrails')
    .filter((row) => primary !== undefined && textBelow(row, 'metric') === primary)
    .map((row) => ({
      at: at(row, 'metric'),
      message: `guardrail '${primary}' is the primary metric; say how much it may lose with comparison.primary.maximumLoss`,
    }));
}

/** Slices and other data take the unit of the primary metric. */
function borrowedMargins(tree: Branch, primary: Branch | undefined, at: Judged['at']): readonly Problem[] {
  const name = textBelow(primary, 'metric') ?? '';
  if (below(primary, 'marginUnit') !== undefined || metricNamed(name)?.inUnitOfLabel !== true) {
    return [];
  }
  const borrowers = [...rowBelow(tree, 'comparison', 'slices'), ...rowBelow(tree, 'comparison', 'otherData')];
  return borrowers
    .filter((row) => Number(textBelow(row, 'maximumLoss') ?? 0) > 0)
    .map((row) => ({
      at: at(row, 'maximumLoss'),
      message: `maximumLoss has no unit: the primary metric '${name}' has the unit of the label; say marginUnit in comparison.primary`,
    }));
}
