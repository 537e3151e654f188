import type { Changes } from '../../../lib/contracts/comparison-changes';
import type { Finding } from '../../../lib/contracts/comparison-finding';
import type { Rule } from '../../../lib/contracts/comparison-rule';
import type { Evaluation } from '../../../lib/contracts/evaluation';
import { sha256Hex } from '../../../lib/core/node/hash';
import { rule } from './rules';
import { dataSet, difference, evaluation, group, measured } from './statistics';

const MEASURE = { metric: 'average_precision', direction: 'higher', unit: 'absolute' } as const;

/** With every member that a rule can have. */
export const FULL_RULE: Rule = rule({
  primary: { ...MEASURE, minimumGain: 0, maximumLoss: 0.01 },
  guardrails: [{ ...MEASURE, metric: 'recall', maximumLoss: 0.01 }],
  slices: [{ column: 'region', minimumRows: 200, critical: ['north'], maximumLoss: 0.02 }],
  otherData: [{ name: 'stress', maximumLoss: 0.02 }],
  fairness: [{ column: 'age_band', rate: 'selection_rate', maximumWorsening: 0.05 }],
  floors: [{ metric: 'recall', minimum: 0.3 }],
  baseline: 'majority',
  equivalence: { ...MEASURE, margin: 0.01 },
  refresh: { afterDays: 90, promoteOn: ['NON_INFERIOR'] },
});

export const FULL_FINDING: Finding = {
  role: 'primary',
  about: 'average_precision',
  metric: 'average_precision',
  state: 'proven',
  isNeeded: true,
  message: 'average_precision +0.02 (95% interval +0.01 to +0.03) is better',
  estimate: 0.02,
  lower: 0.01,
  upper: 0.03,
  margin: 0,
  rows: 2000,
};

export const FULL_CHANGES: Changes = {
  parameters: [{ name: 'max_depth', before: '6', after: '8' }],
  dependencies: [{ name: 'scikit-learn', before: '1.5.0', after: '1.6.0' }],
  signature: ['income is new among the inputs'],
  commits: { before: 'aaaa', after: 'bbbb', count: 2, subjects: ['Deeper trees'] },
  unread: ['the parameters of the champion: no run'],
};

/** With every member that statistics can have. */
export function fullEvaluation(): Evaluation {
  const interval = { estimate: 0.01, standardError: 0.01, degreesOfFreedom: 800, lower: -0.01, upper: 0.03 };
  const reason = { code: 'ONE_CLASS', message: 'the sample has one class only' };
  const full = difference(0.01, 0.03, {
    discordantRows: 40,
    largestUnitShare: 0.3,
    largestUnit: 'customer 7',
    relative: [{ of: -0.05, ...interval }],
  });
  const metrics = [
    measured('average_precision', full, {
      baseline: { value: 0.2, standardError: 0.01 },
      againstBaseline: full,
      problem: reason,
    }),
  ];
  const all = group(metrics, { column: 'region', value: 'north' });
  const sets = [
    dataSet([all], {
      trainingOverlap: [{ model: 'candidate', rows: 0 }],
      rowsBeforeCutOff: [{ model: 'candidate', rows: 0 }],
      fairness: [
        {
          column: 'age_band',
          rate: 'selection_rate',
          candidate: 0.1,
          champion: 0.1,
          widening: interval,
          problem: reason,
        },
      ],
      information: {
        rowsThatFlip: { wrongToRight: 30, rightToWrong: 10 },
        shift: [{ against: 'champion', psi: 0.02 }],
        calibrationError: { candidate: 0.01, champion: 0.02 },
        curves: [{ kind: 'roc', model: 'candidate', points: [[0, 0]] }],
      },
    }),
  ];
  return evaluation(sets, {
    requestSha256: sha256Hex('request'),
    championProblem: reason,
  });
}
