import type { Finding } from '../../contracts/comparison-finding';
import type { Rule } from '../../contracts/comparison-rule';
import type { EvaluatedGroup } from '../../contracts/evaluation';
import { isDegenerate, SAME_ON_EVERY_ROW, tooLittle } from './enough';
import { intervalText, numbersOf } from './finding';
import { isSound, metricIn } from './measured';

/** Without a champion, a model has to beat at least a guess. */
export function baseline(name: string, { metric }: Rule['primary'], group: EvaluatedGroup | undefined): Finding {
  const base = { role: 'baseline' as const, about: name, metric, isNeeded: true };
  const found = metricIn(group, metric);
  const difference = 'value' in found ? found.value.againstBaseline : undefined;
  if (group === undefined || difference === undefined || !isSound(difference)) {
    const problem = 'problem' in found ? found.problem : `${metric}: the baseline '${name}' was not compared`;
    return { ...base, state: 'error', message: problem };
  }
  const numbers = numbersOf(difference, group.rows, 0);
  const said = `${metric} against the baseline '${name}': ${intervalText(difference)}`;
  const little = isDegenerate(difference) ? SAME_ON_EVERY_ROW : tooLittle(group, metric, difference);
  if (difference.upper < 0) {
    return { ...base, ...numbers, state: 'harmed', message: `${said}, worse` };
  }
  if (little !== undefined) {
    return { ...base, ...numbers, state: 'tooSmall', message: `${said}; ${little}` };
  }
  return difference.lower > 0
    ? { ...base, ...numbers, state: 'proven', message: `${said}, better` }
    : { ...base, ...numbers, state: 'unproven', message: `${said}, not clearly better` };
}
