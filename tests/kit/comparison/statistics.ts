import type {
  Difference,
  EvaluatedDataSet,
  EvaluatedGroup,
  Evaluation,
  MeasuredMetric,
} from '../../../lib/contracts/evaluation';
import { sha256Hex } from '../../../lib/core/node/hash';

const Z = 1.959964;

/** A difference with this 95% interval, as a large sample would give it. */
export function difference(lower: number, upper: number, changes: Partial<Difference> = {}): Difference {
  const estimate = rounded((lower + upper) / 2);
  const standardError = (upper - lower) / (2 * Z);
  const pWorse = standardError === 0 ? (estimate < 0 ? 0 : 1) : normal(estimate / standardError);
  return {
    estimate,
    standardError,
    degreesOfFreedom: 800,
    lower,
    upper,
    pWorse,
    pBetter: 1 - pWorse,
    minimumDetectable: 2.802 * standardError,
    largestUnitShare: 0.01,
    relative: [],
    ...changes,
  };
}

export function measured(
  metric: string,
  of: Difference | undefined,
  changes: Partial<MeasuredMetric> = {},
): MeasuredMetric {
  return {
    metric,
    direction: 'higher',
    candidate: { value: 0.31 + (of?.estimate ?? 0), standardError: 0.01 },
    ...(of === undefined ? {} : { champion: { value: 0.31, standardError: 0.01 }, difference: of }),
    ...changes,
  };
}

export function group(metrics: readonly MeasuredMetric[], changes: Partial<EvaluatedGroup> = {}): EvaluatedGroup {
  return { kind: 'all', rows: 2000, units: 2000, rarerClass: 400, metrics, ...changes };
}

export function slice(
  value: string,
  metrics: readonly MeasuredMetric[],
  changes: Partial<EvaluatedGroup> = {},
): EvaluatedGroup {
  return group(metrics, { kind: 'slice', column: 'region', value, rows: 400, units: 400, rarerClass: 80, ...changes });
}

export function dataSet(groups: readonly EvaluatedGroup[], changes: Partial<EvaluatedDataSet> = {}): EvaluatedDataSet {
  return {
    name: 'evaluation',
    role: 'decides',
    source: 'prod.ml.holdout',
    tableVersion: '7',
    digest: sha256Hex('rows'),
    keysDigest: sha256Hex('keys'),
    rows: groups[0]?.rows ?? 0,
    rowsInSource: 5000,
    trainingOverlap: [],
    groups,
    fairness: [],
    information: { shift: [], curves: [] },
    ...changes,
  };
}

export function evaluation(dataSets: readonly EvaluatedDataSet[], changes: Partial<Evaluation> = {}): Evaluation {
  return {
    kind: 'evaluation',
    version: 1,
    requestSha256: sha256Hex('request'),
    problem: 'binary',
    candidate: { name: 'prod.ml.churn', version: '14', predictionsSha256: [sha256Hex('candidate')], seconds: 2 },
    champion: { name: 'prod.ml.churn', version: '11', predictionsSha256: [sha256Hex('champion')], seconds: 2 },
    dataSets,
    seconds: { freeze: 1, reduce: 1 },
    ...changes,
  };
}

/** The cumulative normal distribution (Abramowitz and Stegun 26.2.17), to about 1e-7. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const tail = series.reduce((sum, factor, index) => sum + factor * t ** (index + 1), 0);
  const above = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
  return z >= 0 ? 1 - above : above;
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
