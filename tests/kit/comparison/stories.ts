import { decide } from '../../../lib/comparison/decide/decide';
import type { DecisionFacts } from '../../../lib/comparison/decide/facts';
import type { Changes } from '../../../lib/contracts/comparison-changes';
import type { Comparison, Compliance } from '../../../lib/contracts/contract';
import type { EvaluatedGroup } from '../../../lib/contracts/evaluation';
import { sha256Hex } from '../../../lib/core/node/hash';
import { pipelineRun } from '../../../lib/evidence/pipeline-run';
import { complianceBody, fullChain, seal } from '../full-chain';
import { FACTS } from '../run-facts';
import { rule } from './rules';
import { dataSet, difference, evaluation, group, measured, slice } from './statistics';

const AP = 'average_precision';
const RULE = rule({
  primary: { metric: AP, direction: 'higher', unit: 'absolute', minimumGain: 0, maximumLoss: 0.01 },
  guardrails: [
    { metric: 'log_loss', direction: 'lower', unit: 'absolute', maximumLoss: 0.01 },
    { metric: 'recall', direction: 'higher', unit: 'absolute', maximumLoss: 0.02 },
  ],
  slices: [{ column: 'region', minimumRows: 200, critical: ['north'], maximumLoss: 0.03 }],
  floors: [{ metric: 'recall', minimum: 0.3 }],
});
const CHANGES: Changes = {
  parameters: [
    { name: 'learning_rate', before: '0.1', after: '0.05' },
    { name: 'max_depth', before: '6', after: '8' },
  ],
  dependencies: [{ name: 'scikit-learn', before: '1.5.2', after: '1.6.1' }],
  signature: ['the input tenure_months is new'],
  commits: {
    before: 'a1b2c3d4e5f60718',
    after: 'f0e1d2c3b4a59687',
    count: 4,
    subjects: ['Deeper trees with a smaller learning rate', 'Tenure is a feature', 'scikit-learn 1.6'],
  },
  unread: [],
};

export interface Told {
  readonly comparison: Comparison;
  readonly compliance: Compliance;
}

/** Comparisons as a release has them: version 14 of prod.ml.churn against version 11. */
export const STORIES = {
  better: () => told([0.0081, 0.0359]),
  worse: () => told([-0.0402, -0.0111]),
  unclear: () => told([-0.0061, 0.0204]),
  inconclusive: () => told([-0.0261, 0.0404]),
  first: () => told([0, 0], { champion: undefined }),
  error: () =>
    told([0, 0], {
      evaluation: { championProblem: { code: 'LOAD', message: 'No module named churn_features.' } },
      onChampionError: 'error',
    }),
  harmed: () => told([0.0081, 0.0359], { south: [-0.21, -0.09] }),
} as const;

interface Changed {
  readonly champion?: undefined;
  readonly evaluation?: Partial<DecisionFacts['evaluation']>;
  readonly onChampionError?: 'error';
  readonly south?: readonly [number, number];
}

function told(primary: readonly [number, number], changed: Changed = {}): Told {
  const hasChampion = !('champion' in changed);
  const isScored = hasChampion && changed.evaluation === undefined;
  const regions: readonly (readonly [string, number, number, Partial<EvaluatedGroup>])[] = [
    ['north', -0.0042, 0.0381, { rows: 5200, rarerClass: 980 }],
    ['south', ...(changed.south ?? [-0.0522, 0.0401]), { rows: 1450, rarerClass: 260 }],
    ['east', -0.0171, 0.0399, { rows: 4100, rarerClass: 800 }],
    ['islands', -0.2, 0.2, { rows: 120, rarerClass: 14 }],
  ];
  const all = group(
    isScored
      ? [
          measured(AP, difference(...primary)),
          measured('log_loss', difference(-0.0041, 0.0102), {
            direction: 'lower',
            candidate: { value: 0.3612, standardError: 0.004 },
            champion: { value: 0.3643, standardError: 0.004 },
          }),
          measured('recall', difference(-0.0089, 0.0147)),
        ]
      : [measured(AP, undefined), measured('recall', undefined)],
    { rows: 20000, units: 20000, rarerClass: 3120 },
  );
  const slices = isScored
    ? regions.map(([value, lower, upper, rows]) => slice(value, [measured(AP, difference(lower, upper))], rows))
    : [];
  const information = {
    shift: [],
    curves: [],
    ...(isScored ? { rowsThatFlip: { wrongToRight: 214, rightToWrong: 97 } } : {}),
  };
  const { champion: scored, ...rest } = evaluation([dataSet([all, ...slices], { rowsInSource: 48211, information })]);
  const facts: DecisionFacts = {
    rule: { ...RULE, ...(changed.onChampionError === undefined ? {} : { onChampionError: 'error' }) },
    candidate: { name: 'prod.ml.churn', version: '14' },
    champion: hasChampion ? { name: 'prod.ml.churn', version: '11', ageInDays: 41 } : undefined,
    evaluation: { ...rest, ...(isScored && scored !== undefined ? { champion: scored } : {}), ...changed.evaluation },
  };
  return evidenceOf(facts, hasChampion);
}

function evidenceOf(facts: DecisionFacts, hasChampion: boolean): Told {
  const { verdict, isBetter, because, findings } = decide(facts);
  const chain = fullChain();
  const { changes, ...recorded } = { ...chain.comparison, changes: CHANGES };
  const compliance = seal('compliance', complianceBody(chain.candidate));
  const comparison = seal('comparison', {
    ...recorded,
    run: pipelineRun(FACTS),
    predecessor: { kind: 'compliance', sha256: compliance.sha256 },
    verdict,
    isBetter,
    because,
    findings,
    rule: facts.rule,
    evaluation: facts.evaluation,
    ...(hasChampion ? { changes } : {}),
    looks: { table: 'prod.ml.holdout', label: 'churned', count: 3 },
    seen: {
      policySha256: chain.comparison.seen.policySha256,
      place: 'alias:champion',
      dataDigest: sha256Hex('rows'),
      ...(hasChampion
        ? { champion: { name: 'prod.ml.churn', version: '11', digest: { record: 'r11', files: 'f11' } } }
        : {}),
    },
  });
  return { comparison, compliance };
}
