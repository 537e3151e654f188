import type { Configuration } from '../schema/project';

type ProblemKind = Configuration['model']['problem'];

/**
 * Standard deviation of what one row adds to the difference of two models that decide differently on 1 row in 20,
 * measured in the worlds of the simulation (docs/statistics.md). It has no unit, so it holds for any data; regression
 * metrics have the unit of the label, and nothing is known of them before rows are scored.
 */
const SPREAD: Readonly<Record<ProblemKind, Readonly<Record<string, number>>>> = {
  binary: {
    accuracy: 0.22,
    balanced_accuracy: 0.26,
    f1: 0.41,
    recall: 0.46,
    precision: 0.45,
    mcc: 0.54,
    average_precision: 0.2,
    roc_auc: 0.12,
    log_loss: 0.12,
    brier_score: 0.05,
  },
  multiclass: {
    accuracy: 0.19,
    balanced_accuracy: 0.19,
    macro_f1: 0.19,
    weighted_f1: 0.19,
    macro_recall: 0.19,
    macro_precision: 0.19,
    mcc: 0.25,
    log_loss: 0.11,
    brier_score: 0.06,
  },
  regression: {},
};

/** With so many standard errors, 80% of samples of equal models prove a margin; on both sides for an equivalence. */
const STANDARD_ERRORS = { oneSided: 2.8, twoSided: 3.24 };

/** How many rows would mostly prove that equal models do not differ by the margin; undefined where nobody can know. */
export function rowsToProve(
  metric: string,
  margin: number,
  { problem, sides }: { readonly problem: ProblemKind; readonly sides: keyof typeof STANDARD_ERRORS },
): number | undefined {
  const spread = SPREAD[problem][metric];
  return spread === undefined || margin <= 0 ? undefined : roundedUp(((STANDARD_ERRORS[sides] * spread) / margin) ** 2);
}

/** To two digits: it is an estimate. */
function roundedUp(rows: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(rows)) - 1);
  return Math.ceil(rows / step) * step;
}
