import type { DecisionFacts } from '../../../lib/comparison/decide/facts';
import type { Rule } from '../../../lib/contracts/comparison-rule';
import type { Difference, EvaluatedGroup, Evaluation } from '../../../lib/contracts/evaluation';
import { GUARDED, SLICED, WITH_MARGIN } from '../../kit/comparison/rules';
import { difference, evaluation, measured, slice } from '../../kit/comparison/statistics';

export type Interval = readonly [lower: number, upper: number];

/** One row of the rule: what was measured, and the verdict with a word of its reason. */
export interface Case {
  readonly what: string;
  /** 95% interval of the primary metric, candidate minus champion. */
  readonly primary?: Interval;
  readonly rule?: Partial<Rule>;
  /** Interval of log loss. */
  readonly logLoss?: Interval;
  /** Interval of the primary metric in the regions. */
  readonly north?: Interval;
  readonly south?: Interval;
  readonly changes?: Partial<Difference>;
  readonly rows?: Partial<EvaluatedGroup>;
  readonly groups?: readonly EvaluatedGroup[];
  readonly evaluation?: Partial<Evaluation>;
  readonly champion?: DecisionFacts['champion'] | null;
  readonly is: string;
}

export const AP = 'average_precision';
export const CLEAR: Interval = [0.01, 0.03];
export const EQUAL: Interval = [-0.004, 0.005];
const WIDE: Interval = [-0.03, 0.04];
export const WORSE: Interval = [-0.05, -0.02];
const SLIGHTLY_WORSE: Interval = [-0.008, -0.002];
const percent = (margin: number): Partial<Rule> => ({
  primary: { metric: AP, direction: 'higher', unit: 'percent', minimumGain: 0, maximumLoss: margin },
});
const relative = (of: number, lower: number, upper: number): Difference['relative'] => [
  { of, estimate: (lower + upper) / 2, standardError: 0.01, degreesOfFreedom: 800, lower, upper },
];

export const PRIMARY: readonly Case[] = [
  { what: 'the interval lies above zero', primary: CLEAR, is: 'SUPERIOR, better' },
  { what: 'the interval begins at zero', primary: [0, 0.03], is: 'INCONCLUSIVE' },
  { what: 'the interval contains zero', primary: EQUAL, is: 'INCONCLUSIVE' },
  { what: 'the interval lies below zero', primary: WORSE, is: 'INFERIOR' },
  { what: 'the interval ends at zero', primary: [-0.03, 0], is: 'INCONCLUSIVE' },
  {
    what: 'it is better, but not by the gain that is asked for',
    primary: CLEAR,
    rule: { primary: { metric: AP, direction: 'higher', unit: 'absolute', minimumGain: 0.015 } },
    is: 'INCONCLUSIVE',
  },
  {
    what: 'it is better by more than the gain that is asked for',
    primary: CLEAR,
    rule: { primary: { metric: AP, direction: 'higher', unit: 'absolute', minimumGain: 0.009 } },
    is: 'SUPERIOR, better',
  },
  { what: 'it is equal within a margin', primary: EQUAL, rule: WITH_MARGIN, is: 'NON_INFERIOR' },
  {
    what: 'it is equal within a margin, and the policy takes that',
    primary: EQUAL,
    rule: { ...WITH_MARGIN, promoteOn: ['SUPERIOR', 'NON_INFERIOR'] },
    is: 'NON_INFERIOR, better',
  },
  {
    what: 'it is worse, but within the margin, and both are said',
    primary: SLIGHTLY_WORSE,
    rule: WITH_MARGIN,
    is: 'NON_INFERIOR, worse, but within the margin',
  },
  { what: 'the margin is not ruled out', primary: WIDE, rule: WITH_MARGIN, is: 'INCONCLUSIVE' },
  { what: 'it is worse than the margin', primary: WORSE, rule: WITH_MARGIN, is: 'INFERIOR' },
  {
    what: 'a margin of 5 percent is ruled out',
    primary: EQUAL,
    rule: percent(5),
    changes: { relative: relative(-0.05, 0.01, 0.02) },
    is: 'NON_INFERIOR',
  },
  {
    what: 'a margin of 5 percent is not ruled out',
    primary: EQUAL,
    rule: percent(5),
    changes: { relative: relative(-0.05, -0.001, 0.02) },
    is: 'INCONCLUSIVE',
  },
  { what: 'the interval of a margin in percent is missing', primary: EQUAL, rule: percent(5), is: 'ERROR, is missing' },
];

export const FEW: readonly Case[] = [
  {
    what: 'few rows carry a gain',
    primary: CLEAR,
    changes: { degreesOfFreedom: 29 },
    is: 'INCONCLUSIVE, degrees of freedom',
  },
  {
    what: 'few rows carry a loss, which stands all the same',
    primary: WORSE,
    changes: { degreesOfFreedom: 5 },
    is: 'INFERIOR',
  },
  { what: 'there are 29 units', primary: CLEAR, rows: { units: 29 }, is: 'INCONCLUSIVE, fewer than 30' },
  {
    what: 'there are 29 rows of the rarer class',
    primary: CLEAR,
    rows: { rarerClass: 29 },
    is: 'INCONCLUSIVE, rarer class',
  },
  {
    what: 'few rows carry an equal result',
    primary: EQUAL,
    rule: WITH_MARGIN,
    changes: { degreesOfFreedom: 29 },
    is: 'INCONCLUSIVE',
  },
  { what: 'both answer alike everywhere', primary: [0, 0], is: 'INCONCLUSIVE' },
  {
    what: 'both answer alike everywhere, and equal is wanted',
    primary: [0, 0],
    rule: WITH_MARGIN,
    changes: { degreesOfFreedom: 0 },
    is: 'NON_INFERIOR',
  },
  { what: 'the same gain on every row proves nothing', primary: [0.02, 0.02], is: 'INCONCLUSIVE, proves nothing' },
  { what: 'the same loss on every row proves nothing', primary: [-0.02, -0.02], is: 'INCONCLUSIVE, proves nothing' },
];

export const GUARDRAILS: readonly Case[] = [
  { what: 'a guardrail holds', primary: CLEAR, rule: GUARDED, logLoss: [-0.01, 0.01], is: 'SUPERIOR, better' },
  {
    what: 'a guardrail is worse than its margin',
    primary: CLEAR,
    rule: GUARDED,
    logLoss: [-0.06, -0.03],
    is: 'INFERIOR, log_loss',
  },
  {
    what: 'a guardrail may be worse than its margin',
    primary: CLEAR,
    rule: GUARDED,
    logLoss: [-0.03, 0.01],
    is: 'INCONCLUSIVE, log_loss',
  },
  {
    what: 'a guardrail ends at its margin',
    primary: CLEAR,
    rule: GUARDED,
    logLoss: [-0.02, 0.01],
    is: 'INCONCLUSIVE, log_loss',
  },
  { what: 'a guardrail was not measured', primary: CLEAR, rule: GUARDED, is: 'ERROR, log_loss was not measured' },
  {
    what: 'an equal model with a guardrail in doubt',
    primary: EQUAL,
    rule: { ...WITH_MARGIN, ...GUARDED },
    logLoss: [-0.03, 0.01],
    is: 'INCONCLUSIVE',
  },
];

export const SLICES: readonly Case[] = [
  {
    what: 'the critical slice is proven unharmed',
    primary: CLEAR,
    rule: SLICED,
    north: [-0.01, 0.04],
    south: [-0.3, 0.3],
    is: 'SUPERIOR, better',
  },
  {
    what: 'the critical slice is in doubt',
    primary: CLEAR,
    rule: SLICED,
    north: [-0.08, 0.04],
    south: EQUAL,
    is: 'INCONCLUSIVE, region = north',
  },
  { what: 'the critical slice has no row', primary: CLEAR, rule: SLICED, south: EQUAL, is: 'ERROR, no row' },
  { what: 'no slice has this column', primary: CLEAR, rule: SLICED, is: 'ERROR, no groups by the column region' },
  {
    what: 'another slice is harmed',
    primary: CLEAR,
    rule: SLICED,
    north: [-0.01, 0.04],
    south: [-0.2, -0.1],
    is: 'INFERIOR, region = south',
  },
  {
    what: 'another slice is worse, but not among as many as were looked at',
    primary: CLEAR,
    rule: SLICED,
    north: [-0.01, 0.04],
    groups: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((value) =>
      slice(value, [measured(AP, value === 'a' ? difference(-0.2, -0.005) : difference(-0.1, 0.1))]),
    ),
    is: 'SUPERIOR, better',
  },
  {
    what: 'a critical slice is too small',
    primary: CLEAR,
    rule: SLICED,
    groups: [slice('north', [measured(AP, difference(0.01, 0.02))], { rows: 199 })],
    is: 'INCONCLUSIVE, too small to judge: 199 rows',
  },
  {
    what: 'harm in a window',
    primary: CLEAR,
    rule: { windows: true },
    groups: [slice('2027-01-01', [measured(AP, difference(-0.2, -0.1))], { kind: 'window', column: 'signup_date' })],
    is: 'INFERIOR, signup_date from 2027-01-01',
  },
];

export const CHAMPIONS: readonly Case[] = [
  { what: 'nobody ever held the place', champion: null, primary: CLEAR, is: 'FIRST_MODEL, better' },
  {
    what: 'a first model below a floor',
    champion: null,
    primary: CLEAR,
    rule: { floors: [{ metric: AP, minimum: 0.5 }] },
    is: 'FIRST_MODEL, below the floor',
  },
  {
    what: 'a first model without its baseline',
    champion: null,
    primary: CLEAR,
    rule: { baseline: 'majority' },
    is: 'ERROR, baseline',
  },
  {
    what: 'a better model below a floor',
    primary: CLEAR,
    rule: { floors: [{ metric: AP, minimum: 0.5 }] },
    is: 'INCONCLUSIVE, below the floor',
  },
  {
    what: 'a floor without its metric',
    primary: CLEAR,
    rule: { floors: [{ metric: 'recall', minimum: 0.5 }] },
    is: 'ERROR, recall',
  },
  {
    what: 'the champion could not be scored, and is held',
    primary: CLEAR,
    evaluation: { championProblem: { code: 'LOAD', message: 'no module named churn' } },
    is: 'INCONCLUSIVE, no module named churn',
  },
  {
    what: 'the champion could not be scored, and that is an error',
    primary: CLEAR,
    rule: { onChampionError: 'error' },
    evaluation: { championProblem: { code: 'LOAD', message: 'no module named churn' } },
    is: 'ERROR, no module named churn',
  },
  {
    what: 'another version was scored',
    primary: CLEAR,
    evaluation: { candidate: { ...evaluation([]).candidate, version: '13' } },
    is: 'ERROR, version 13',
  },
  {
    what: 'another champion was scored',
    primary: CLEAR,
    champion: { name: 'prod.ml.churn', version: '12', ageInDays: 3 },
    is: 'ERROR, version 11',
  },
  {
    what: 'an old champion is renewed by an equal model',
    primary: EQUAL,
    rule: { ...WITH_MARGIN, refresh: { afterDays: 90, promoteOn: ['NON_INFERIOR'] } },
    champion: { name: 'prod.ml.churn', version: '11', ageInDays: 90 },
    is: 'NON_INFERIOR, better',
  },
  {
    what: 'a young champion is not',
    primary: EQUAL,
    rule: { ...WITH_MARGIN, refresh: { afterDays: 90, promoteOn: ['NON_INFERIOR'] } },
    champion: { name: 'prod.ml.churn', version: '11', ageInDays: 89.9 },
    is: 'NON_INFERIOR',
  },
  {
    what: 'a cheaper model is equivalent',
    primary: EQUAL,
    rule: { equivalence: { metric: AP, direction: 'higher', unit: 'absolute', margin: 0.006 } },
    is: 'NON_INFERIOR',
  },
  {
    what: 'a cheaper model differs too much on one side',
    primary: EQUAL,
    rule: { equivalence: { metric: AP, direction: 'higher', unit: 'absolute', margin: 0.0045 } },
    is: 'INCONCLUSIVE',
  },
];
