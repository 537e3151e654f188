import type { Finding } from '../../contracts/comparison-finding';
import type { Rule } from '../../contracts/comparison-rule';
import type { Difference, EvaluatedGroup } from '../../contracts/evaluation';
import { figure } from '../../core/figures';
import { against } from './against';
import { isDegenerate, tooLittle } from './enough';
import { intervalText, numbersOf } from './finding';
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
  const judgement = judged(found.value, group, rule);
  const message = judgement.message.replace(`${metric} `, `${metric} ${valuesText(metric, group)}`);
  return { ...base, ...judgement, message };
}

/** As in "0.31 before, 0.332 now, ". */
function valuesText(metric: string, group: EvaluatedGroup): string {
  const measured = metricIn(group, metric);
  const { champion, candidate } = 'value' in measured ? measured.value : {};
  return champion === undefined || candidate === undefined
    ? ''
    : `${figure(champion.value)} before, ${figure(candidate.value)} now, `;
}

function judged(difference: Difference, group: EvaluatedGroup, rule: Rule['primary']): ReturnType<typeof unharmed> {
  const { metric, unit, minimumGain, maximumLoss = 0 } = rule;
  const better = against(difference, { value: minimumGain, unit });
  if (better === undefined || !Number.isFinite(better.lower)) {
    return { state: 'error', message: `${metric}: the interval for a gain of ${minimumGain} percent is missing` };
  }
  const isClear = better.lower > 0 && difference.lower > 0 && !isDegenerate(difference);
  const numbers = numbersOf(difference, group.rows, better.threshold);
  const said = `${metric} ${intervalText(difference)}`;
  if (isClear && tooLittle(group, metric, difference) === undefined) {
    return { ...numbers, state: 'proven', message: `${said} is better${beyond(better.threshold)}` };
  }
  const loss = unharmed(difference, group, { metric, threshold: { value: -maximumLoss, unit } });
  const isEqual = loss.state === 'proven' && maximumLoss > 0;
  if (isEqual) {
    const also = difference.upper < 0 ? ': worse, within the margin' : '';
    return { ...loss, state: 'withinMargin', message: `${loss.message}${also}` };
  }
  if (loss.state !== 'unproven' && loss.state !== 'proven') {
    return loss;
  }
  const wanted = better.threshold === 0 ? Math.max(0, difference.estimate) : better.threshold;
  const needed = rowsNeeded(difference, group.rows, wanted);
  return {
    ...numbers,
    state: 'unproven',
    message: isDegenerate(difference)
      ? loss.message
      : `${said} is not clearly better${beyond(better.threshold)}${needed === undefined ? '' : `; ${needed}`}`,
  };
}

function beyond(threshold: number): string {
  return threshold === 0 ? '' : ` by more than ${figure(threshold)}`;
}
