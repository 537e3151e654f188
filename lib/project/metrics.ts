import type { ProblemKind } from './schema/model';

interface Metric {
  readonly problems: readonly ProblemKind[];
  readonly direction: 'higher' | 'lower';
  /** Its values are in the unit of the label, so that a margin such as 0.01 means nothing by itself. */
  readonly inUnitOfLabel?: true;
}

const decisions = { problems: ['binary', 'multiclass'], direction: 'higher' } as const;
const scores = { problems: ['binary'], direction: 'higher' } as const;
const losses = { problems: ['binary', 'multiclass'], direction: 'lower' } as const;
const averages = { problems: ['multiclass'], direction: 'higher' } as const;
const errors = { problems: ['regression'], direction: 'lower', inUnitOfLabel: true } as const;
const ratios = { problems: ['regression'], direction: 'lower' } as const;

/** The metrics whose direction and problem are known; of any other name the project says the direction. */
const METRICS: Readonly<Record<string, Metric>> = {
  average_precision: scores,
  roc_auc: scores,
  precision: scores,
  recall: scores,
  f1: scores,
  accuracy: decisions,
  balanced_accuracy: decisions,
  mcc: decisions,
  log_loss: losses,
  brier_score: losses,
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
  r2: { problems: ['regression'], direction: 'higher' },
};

export const USUAL_METRIC: Readonly<Record<ProblemKind, string>> = {
  binary: 'average_precision',
  multiclass: 'macro_f1',
  regression: 'rmse',
};

export function metricNamed(name: string): Metric | undefined {
  return Object.hasOwn(METRICS, name) ? METRICS[name] : undefined;
}

export function metricsFor(problem: string): readonly string[] {
  return Object.keys(METRICS).filter((name) => METRICS[name]?.problems.some((each) => each === problem));
}
