import { hint } from '../../core/nearest';
import type { Problem } from '../../yaml/position';
import { below, textBelow } from '../tree';
import type { Judged } from './judged';

const RATES = ['selection_rate', 'true_positive_rate'];

/** Gaps that no evaluation measures, so that no candidate could pass. */
export function fairnessContradictions({ tree, at }: Judged): readonly Problem[] {
  const problem = textBelow(tree, 'model', 'problem');
  const worsening = below(tree, 'comparison', 'fairness', 'maximumWorsening');
  const rates = worsening?.kind === 'branch' ? [...worsening.entries.keys()] : [];
  const unknown = rates.filter((rate) => !RATES.includes(rate));
  return [
    ...(rates.length > 0 && problem !== undefined && problem !== 'binary'
      ? [
          {
            at: at(tree, 'comparison', 'fairness'),
            message: `fairness compares rates of binary decisions, and this problem is ${problem}; leave it out`,
          },
        ]
      : []),
    ...unknown.map((rate) => ({
      at: at(tree, 'comparison', 'fairness', 'maximumWorsening', rate),
      message: `there is no rate '${rate}'; ${hint(rate, RATES)}`,
    })),
  ];
}
