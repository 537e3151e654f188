import type { DecisionFacts } from '../../../lib/comparison/decide/facts';
import type { Rule } from '../../../lib/contracts/comparison-rule';
import type { MeasuredMetric } from '../../../lib/contracts/evaluation';
import { rule } from './rules';
import { dataSet, difference, evaluation, group, measured, slice } from './statistics';

const GUARDS = ['log_loss', 'brier_score', 'recall'] as const;
const PROMOTE_ON: readonly Rule['promoteOn'][] = [
  ['FIRST_MODEL', 'SUPERIOR'],
  ['FIRST_MODEL', 'SUPERIOR', 'NON_INFERIOR'],
  ['SUPERIOR'],
];

/** Questions of all kinds, many of them with an answer of yes; the same for the same numbers. */
export function randomFacts(random: () => number): DecisionFacts {
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const near = (center: number, spread: number): readonly [number, number] => {
    const middle = center + (random() - 0.5) * spread;
    const half = 0.001 + random() * 0.01;
    return [middle - half, middle + half];
  };
  const guards = GUARDS.filter(() => random() < 0.4);
  const hasChampion = random() < 0.85;
  const floors = random() < 0.3 ? [{ metric: 'average_precision', minimum: 0.2 + random() * 0.15 }] : [];
  const metrics: readonly MeasuredMetric[] = [
    hasChampion
      ? measured('average_precision', difference(...near(0.012, 0.04)))
      : measured('average_precision', undefined, { againstBaseline: difference(...near(0.03, 0.05)) }),
    ...GUARDS.map((metric) => measured(metric, hasChampion ? difference(...near(0, 0.02)) : undefined)),
  ];
  const slices = ['north', 'south', 'east'].map((value) =>
    slice(value, [measured('average_precision', difference(...near(0.01, 0.08)))], {
      rows: 150 + Math.floor(random() * 400),
    }),
  );
  const champion = { name: 'prod.ml.churn', version: '11', ageInDays: random() * 200 };
  const { champion: scored, ...rest } = evaluation([dataSet([group(metrics), ...(hasChampion ? slices : [])])]);
  return {
    rule: rule({
      primary: {
        metric: 'average_precision',
        direction: 'higher',
        unit: 'absolute',
        minimumGain: pick([0, 0, 0.005]),
        ...(random() < 0.5 ? { maximumLoss: 0.02 } : {}),
      },
      guardrails: guards.map((metric) => ({ metric, direction: 'higher', unit: 'absolute', maximumLoss: 0.02 })),
      slices:
        hasChampion && random() < 0.4
          ? [{ column: 'region', minimumRows: 200, critical: random() < 0.5 ? ['north'] : [], maximumLoss: 0.05 }]
          : [],
      floors,
      ...(random() < 0.3 ? { baseline: 'majority' } : {}),
      ...(random() < 0.2 ? { refresh: { afterDays: 90, promoteOn: ['NON_INFERIOR'] } } : {}),
      promoteOn: pick(PROMOTE_ON),
    }),
    candidate: { name: 'prod.ml.churn', version: '14' },
    champion: hasChampion ? champion : undefined,
    evaluation: { ...rest, ...(hasChampion && scored !== undefined ? { champion: scored } : {}) },
  };
}
