import { hint } from '../../core/nearest';
import type { Problem } from '../../yaml/position';
import { CHECK_NAMES } from '../schema/checks';
import { below, rowBelow, textBelow, type Tree } from '../tree';
import type { Judged } from './judged';

export function waiverContradictions({ tree, at }: Judged): readonly Problem[] {
  return rowBelow(tree, 'compliance', 'waivers')
    .map((row) => ({ name: textBelow(row, 'check') ?? '', where: at(row, 'check') }))
    .filter(({ name }) => !CHECK_NAMES.some((known) => known === name))
    .map(({ name, where }) => ({ at: where, message: `there is no check '${name}'; ${hint(name, CHECK_NAMES)}` }));
}

/** Compute that cannot be had together. */
export function computeContradictions({ tree, at }: Judged): readonly Problem[] {
  const places = [['training'], ['comparison'], ['comparison', 'scorer'], ['compliance'], ['data', 'scoring']];
  return places.flatMap((keys) => {
    const compute = below(tree, ...keys, 'compute');
    const cluster = ['existingClusterId', 'newCluster'].filter((key) => below(compute, key) !== undefined);
    const serverless = ['environmentVersion', 'budgetPolicyId'].filter((key) => below(compute, key) !== undefined);
    const [one, other] = cluster;
    if (compute === undefined || one === undefined) {
      return [];
    }
    const clashes = [...(other === undefined ? [] : [other]), ...serverless];
    return clashes.map((key) => ({
      at: at(compute, key),
      message: `${key} and ${one} exclude each other${key === other ? '' : `: ${key} is for serverless compute only`}`,
    }));
  });
}

export function dataContradictions({ tree, at }: Judged): readonly Problem[] {
  const problem = textBelow(tree, 'model', 'problem');
  const output = below(tree, 'data', 'scoring', 'output');
  const baseline = textBelow(tree, 'comparison', 'baseline');
  const problems: Problem[] = [];
  if (
    problem !== undefined &&
    problem !== 'binary' &&
    below(tree, 'data', 'evaluation', 'positiveClass') !== undefined
  ) {
    const message = `positiveClass is for a binary problem, and this one is ${problem}`;
    problems.push({ at: at(tree, 'data', 'evaluation', 'positiveClass'), message });
  }
  if (output !== undefined && hasNone(output, ['table', 'path'])) {
    problems.push({ at: at(output), message: 'output names neither a table nor a path' });
  }
  if (output !== undefined && below(output, 'table') !== undefined && below(output, 'path') !== undefined) {
    problems.push({ at: at(output, 'path'), message: 'output names a table and a path; it can only be one of them' });
  }
  if ((baseline === 'majority' && problem === 'regression') || (baseline === 'mean' && problem !== 'regression')) {
    const message = `baseline '${baseline}' does not fit a ${problem} problem`;
    problems.push({ at: at(tree, 'comparison', 'baseline'), message });
  }
  return problems;
}

function hasNone(tree: Tree, keys: readonly string[]): boolean {
  return keys.every((key) => below(tree, key) === undefined);
}

/** Two items that are one: which of them counts? */
export function repeatedItems({ tree, at }: Judged): readonly Problem[] {
  const lists = [
    ['guardrails', 'metric'],
    ['slices', 'column'],
    ['otherData', 'name'],
  ] as const;
  return lists.flatMap(([list, by]) => {
    const seen = new Set<string | undefined>();
    return rowBelow(tree, 'comparison', list).flatMap((row) => {
      const name = textBelow(row, by);
      const isRepeated = seen.has(name);
      seen.add(name);
      return isRepeated ? [{ at: at(row, by), message: `${list} names '${name}' twice` }] : [];
    });
  });
}
