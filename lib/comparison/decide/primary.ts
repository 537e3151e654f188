import type { Finding } from '../../contracts/comparison-finding';
import type { Rule } from '../../contracts/comparison-rule';
import type { Difference, EvaluatedGroup } from '../../contracts/evaluation';
import { figure, signed } from '../../core/figures';
import { against } from './against';
import { isDegenerate, SAME_ON_EVERY_ROW, tooLittle } from './enough';
import { numbersOf } from './finding';
import { unharmed } from './guardrails';
import { differenceIn, metricIn } from './measured';
import { rowsNeeded } from './rows-needed';

/** Better, within the margin, worse, or not known, by the one metric that decides. */
export function primary(rule: Rule['primary'], group: EvaluatedGroup | undefined): Finding {
  const { metric } = rule;
  const base = { role: 'primary' as const, about: metric, metric, isNeeded: true };
  const found = differenceIn(group, metric);
  if (group === undefined || 'problem' in found) {
    return { ...base, state: 'error', message: 'problem' in found ? found.problem : 'there are no rows' };
  }
  const { claim, because, ...judgement } = judged(found.value, group, rule);
  const { estimate, lower, upper } = found.value;
  const interval = `difference ${signed(estimate)}, 95% interval ${signed(lower)} to ${signed(upper)}`;
  const numbers = `${valuesText(metric, group)}${interval}`;
  const message = `${metric} ${claim} (${numbers})${because === undefined ? '' : `; ${because}`}`;
  return { ...base, ...judgement, message: claim === undefined ? (because ?? '') : message };
}

/** As in "0.31 before, 0.332 now; ". */
function valuesText(metric: string, group: EvaluatedGroup): string {
  const measured = metricIn(group, metric);
  const { champion, candidate } = 'value' in measured ? measured.value : {};
  return champion === undefined || candidate === undefined
    ? ''
    : `${figure(champion.value)} before, ${figure(candidate.value)} now; `;
}

type Judged = Omit<ReturnType<typeof unharmed>, 'message'> & {
  /** What is true of the metric, as in "is better"; undefined if nothing can be said. */
  readonly claim: string | undefined;
  readonly because?: string | undefined;
};

function judged(difference: Difference, group: EvaluatedGroup, rule: Rule['primary']): Judged {
  const { metric, unit, minimumGain, maximumLoss = 0 } = rule;
  const better = against(difference, { value: minimumGain, unit });
  if (better === undefined || !Number.isFinite(better.lower)) {
    const missing = `${metric}: the interval for a gain of ${minimumGain} percent is missing`;
    return { state: 'error', claim: undefined, because: missing };
  }
  const isClear = better.lower > 0 && difference.lower > 0 && !isDegenerate(difference);
  const little = tooLittle(group, metric, difference);
  const numbers = numbersOf(difference, group.rows, better.threshold);
  if (isClear && little === undefined) {
    return { ...numbers, state: 'proven', claim: `is better${beyond(better.threshold)}` };
  }
  const { message, ...loss } = unharmed(difference, group, { metric, threshold: { value: -maximumLoss, unit } });
  const allowed = -(loss.margin ?? 0);
  if (loss.state === 'harmed') {
    return { ...loss, claim: `is worse${beyond(allowed)}` };
  }
  if (loss.state === 'tooSmall') {
    return { ...loss, claim: 'cannot be judged', because: little };
  }
  if (loss.state === 'error') {
    return { ...loss, claim: undefined, because: message };
  }
  if (loss.state === 'proven' && maximumLoss > 0) {
    const either = difference.upper < 0 ? 'is worse, but' : 'is equal';
    return { ...loss, state: 'withinMargin', claim: `${either} within the margin of ${figure(allowed)}` };
  }
  if (isDegenerate(difference)) {
    return { ...numbers, state: 'unproven', claim: 'cannot be judged', because: SAME_ON_EVERY_ROW };
  }
  const wanted = better.threshold === 0 ? Math.max(0, difference.estimate) : better.threshold;
  const claim = `is not clearly better${beyond(better.threshold)}`;
  return { ...numbers, state: 'unproven', claim, because: rowsNeeded(difference, group.rows, wanted) };
}

function beyond(threshold: number): string {
  return threshold === 0 ? '' : ` by more than ${figure(threshold)}`;
}
