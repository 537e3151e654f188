import type { ComparisonVerdict } from '../../lib/contracts/comparison-verdict';
import type { Decided } from './decided';

/** How often each verdict came out of the samples of a cell. */
export interface Tally {
  readonly samples: number;
  /** The primary metric was proven better, whatever the rest of the rule said. */
  readonly primaryAlone: number;
  readonly verdicts: Readonly<Partial<Record<ComparisonVerdict, number>>>;
}

export const NOTHING: Tally = { samples: 0, primaryAlone: 0, verdicts: {} };

export function withSample({ samples, primaryAlone, verdicts }: Tally, { decision }: Decided): Tally {
  const { verdict, findings } = decision;
  const isBetter = findings.some(({ role, state }) => role === 'primary' && state === 'proven');
  return {
    samples: samples + 1,
    primaryAlone: primaryAlone + (isBetter ? 1 : 0),
    verdicts: { ...verdicts, [verdict]: (verdicts[verdict] ?? 0) + 1 },
  };
}

// Two-sided 99%.
const QUANTILE = 2.576;

/** As in "2.5 ± 0.6", in percent; Wilson's half-width, which also holds near 0 and 100%. */
export function share(count: number, samples: number): string {
  if (samples === 0) {
    return '0.0 ± 100.0';
  }
  const part = count / samples;
  const added = QUANTILE ** 2 / samples;
  const half = (QUANTILE / (1 + added)) * Math.sqrt((part * (1 - part)) / samples + added / (4 * samples));
  return `${(100 * part).toFixed(1)} ± ${(100 * half).toFixed(1)}`;
}
