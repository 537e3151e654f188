import type { ProblemKind } from './schema/model';

interface Metric {
  readonly problems: readonly ProblemKind[];
  readonly direction: 'higher' | 'lower';
  /** Its values are in the unit of the label, so that a margin such as 0.01 means nothing by itself. */
  readonly inUnitOfLabel?: true;
  /** Of all values that it can have; left out where there is none. */
  readonly lowest?: number;
  readonly highest?: number;
}

const share = { lowest: 0, highest: 1 } as const;
const decisions = { problems: ['binary', 'multiclass'], direction: 'higher', ...share } as const;
const scores = { problems: ['binary'], direction: 'higher', ...share } as const;
const losses = { problems: ['binary', 'multiclass'], direction: 'lower', lowest: 0 } as const;
const averages = { problems: ['multiclass'], direction: 'higher', ...share } as const;
const errors = { problems: ['regression'], direction: 'lower', inUnitOfLabel: true, lowest: 0 } as const;
const ratios = { problems: ['regression'], direction: 'lower', lowest: 0 } as const;

/** The metrics whose direction and problem are known; of any other name the project says the direction. */
const METRICS: Readonly<Record<string, Metric>> = {
  average_precision: scores,
  roc_auc: scores,
  precision: scores,
  recall: scores,
  f1: scores,
  accuracy: decisions,
  balanced_accuracy: decisions,
  mcc: { ...decisions, lowest: -1 },
  log_loss: losses,
  // With several classes; with two it is 1 at most.
  brier_score: { ...losses, highest: 2 },
  macro_f1: averages,
  weighted_f1: averages,
  macro_recall: averages,
  macro_precision: averages,
  rmse: errors,
  mae: errors,
  median_absolute_error: errors,
  pinball_loss: errors,
  mse: errors,
  mape: ratios,
  wape: ratios,
  r2: { problems: ['regression'], direction: 'higher', highest: 1 },
};

export const USUAL_METRIC: Readonly<Record<ProblemKind, string>> = {
  binary: 'average_precision',
  multiclass: 'macro_f1',
  regression: 'rmse',
};

export function metricNamed(name: string): Metric | undefined {
  return Object.hasOwn(METRICS, name) ? METRICS[name] : undefined;
}

/** How far two values of the metric can be apart; undefined where nobody can say. */
export function spanOf(name: string): number | undefined {
  const { lowest, highest } = metricNamed(name) ?? {};
  return lowest === undefined || highest === undefined ? undefined : highest - lowest;
}

export function metricsFor(problem: string): readonly string[] {
  return Object.keys(METRICS).filter((name) => METRICS[name]?.problems.some((each) => each === problem));
}
