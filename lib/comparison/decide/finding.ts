import type { Finding } from '../../contracts/comparison-finding';
import type { Difference } from '../../contracts/evaluation';
import { figure, signed } from '../../core/figures';

type Numbers = Pick<Finding, 'estimate' | 'lower' | 'upper' | 'margin' | 'rows'>;

/** The interval as a finding keeps it. */
export function numbersOf({ estimate, lower, upper }: Difference, rows: number, margin?: number): Numbers {
  return { estimate, lower, upper, rows, ...(margin === undefined ? {} : { margin }) };
}

/** As in "+0.012 (95% interval +0.004 to +0.02)". */
export function intervalText({ estimate, lower, upper }: Difference): string {
  return `${signed(estimate)} (95% interval ${signed(lower)} to ${signed(upper)})`;
}

export function lossText(threshold: number): string {
  return threshold === 0 ? 'any loss' : `a loss of ${figure(-threshold)}`;
}
