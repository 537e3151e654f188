import type { Finding } from '../../contracts/comparison-finding';
import type { Rule } from '../../contracts/comparison-rule';
import type { EvaluatedDataSet } from '../../contracts/evaluation';
import { figure } from '../../core/figures';

type Declared = Rule['fairness'][number];

/** The largest gap between two groups must not grow by more than its margin. */
export function fairness({ column, rate, maximumWorsening }: Declared, decides: EvaluatedDataSet): Finding {
  const about = `${rate.replaceAll('_', ' ')} between groups of ${column}`;
  const base = { role: 'fairness' as const, about, metric: rate, isNeeded: true };
  const gap = decides.fairness.find((each) => each.column === column && each.rate === rate);
  if (gap === undefined) {
    return { ...base, state: 'error', message: `the gap in ${about} was not measured` };
  }
  if (gap.problem !== undefined) {
    return { ...base, state: 'tooSmall', message: `the gap in ${about} cannot be judged: ${gap.problem.message}` };
  }
  const { widening } = gap;
  if (widening === undefined || ![widening.lower, widening.upper].every(Number.isFinite)) {
    return { ...base, state: 'error', message: `the gap in ${about} was not compared with the champion's` };
  }
  const { estimate, lower, upper } = widening;
  const numbers = { estimate, lower, upper, margin: -maximumWorsening };
  const said = `the gap in ${about} is ${figure(gap.candidate)}, against ${figure(gap.champion ?? 0)} before`;
  if (widening.standardError === 0 && estimate !== 0) {
    return { ...base, ...numbers, state: 'unproven', message: `${said}: its interval is degenerate` };
  }
  return lower > -maximumWorsening
    ? { ...base, ...numbers, state: 'proven', message: `${said}: it did not grow by ${figure(maximumWorsening)}` }
    : upper < -maximumWorsening
      ? { ...base, ...numbers, state: 'harmed', message: `${said}: it grew by more than ${figure(maximumWorsening)}` }
      : {
          ...base,
          ...numbers,
          state: 'unproven',
          message: `${said}: a growth by ${figure(maximumWorsening)} is not ruled out`,
        };
}
