import type { Finding } from '../../contracts/comparison-finding';
import type { Rule } from '../../contracts/comparison-rule';
import type { EvaluatedGroup } from '../../contracts/evaluation';
import { figure } from '../../core/figures';
import { metricIn } from './measured';

/** A value that every promoted model reaches, whatever the champion is like. */
export function floor({ metric, minimum }: Rule['floors'][number], group: EvaluatedGroup | undefined): Finding {
  const base = { role: 'floor' as const, about: metric, metric, isNeeded: true };
  const found = metricIn(group, metric);
  if ('problem' in found) {
    return { ...base, state: 'error', message: found.problem };
  }
  const value = found.value.candidate?.value;
  if (value === undefined || !Number.isFinite(value)) {
    return { ...base, state: 'error', message: `${metric} of the candidate was not measured` };
  }
  return value >= minimum
    ? { ...base, state: 'proven', message: `${metric} ${figure(value)} reaches the floor of ${figure(minimum)}` }
    : { ...base, state: 'missed', message: `${metric} ${figure(value)} is below the floor of ${figure(minimum)}` };
}
