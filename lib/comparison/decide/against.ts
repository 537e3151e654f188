import type { Difference } from '../../contracts/evaluation';

/** A difference minus what it has to exceed: proven above it if `lower` is positive, below it if `upper` is negative. */
export interface Against {
  readonly lower: number;
  readonly upper: number;
  /** What it has to exceed, in the unit of the metric. */
  readonly threshold: number;
}

export interface Threshold {
  /** Signed: -0.01 allows a loss of 0.01, 0.01 asks for a gain. */
  readonly value: number;
  readonly unit: 'absolute' | 'percent';
}

/** Undefined where the evaluation lacks the interval of a margin in percent. */
export function against(difference: Difference, { value, unit }: Threshold): Against | undefined {
  const { estimate, lower, upper, relative } = difference;
  if (unit === 'absolute' || value === 0) {
    return { lower: lower - value, upper: upper - value, threshold: value };
  }
  const asked = relative.find(({ of }) => Math.abs(of - value / 100) < 1e-9);
  return asked && { lower: asked.lower, upper: asked.upper, threshold: estimate - asked.estimate };
}
