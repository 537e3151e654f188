import { hint } from '../../core/nearest';
import type { Problem } from '../../yaml/position';
import { metricNamed, metricsFor } from '../metrics';
import { below, rowBelow, textBelow, type Branch } from '../tree';
import type { Judged } from './judged';

/** Smallest values that no model has, and metrics that have none. */
export function floorContradictions({ tree, at }: Judged): readonly Problem[] {
  const floors = below(tree, 'comparison', 'floors');
  const names = floors?.kind === 'branch' ? [...floors.entries.keys()] : [];
  return names.flatMap((name) => {
    const message = whyNoFloor(name, tree);
    return message === undefined ? [] : [{ at: at(tree, 'comparison', 'floors', name), message }];
  });
}

function whyNoFloor(name: string, tree: Branch): string | undefined {
  const problem = textBelow(tree, 'model', 'problem') ?? '';
  const known = metricNamed(name);
  if (known === undefined) {
    return isDeclared(name, tree)
      ? undefined
      : `metric '${name}' is none of ours, and neither comparison.primary nor a guardrail has it; ${hint(name, metricsFor(problem))}`;
  }
  if (problem !== '' && !known.problems.some((each) => each === problem)) {
    return `metric '${name}' does not fit a ${problem} problem`;
  }
  if (known.direction === 'lower') {
    return `a floor is a smallest value, and '${name}' is better when lower`;
  }
  const minimum = textBelow(tree, 'comparison', 'floors', name) ?? '';
  return known.highest !== undefined && Number(minimum) > known.highest
    ? `no model reaches the floor of ${minimum}: '${name}' is ${known.highest} at most; a floor is in the metric itself, not in percent`
    : undefined;
}

/** A metric of the project's own, with a direction. */
export function isDeclared(name: string, tree: Branch): boolean {
  const primary = below(tree, 'comparison', 'primary');
  return [primary, ...rowBelow(tree, 'comparison', 'guardrails')].some((each) => textBelow(each, 'metric') === name);
}
