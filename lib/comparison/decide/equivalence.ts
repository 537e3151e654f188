import type { Finding } from '../../contracts/comparison-finding';
import type { Rule } from '../../contracts/comparison-rule';
import type { EvaluatedGroup } from '../../contracts/evaluation';
import { figure } from '../../core/figures';
import { against } from './against';
import { isDegenerate, tooLittle } from './enough';
import { intervalText, numbersOf } from './finding';
import { differenceIn } from './measured';

type Declared = NonNullable<Rule['equivalence']>;

/** Two one-sided tests at 2.5%: the whole interval lies within the margin on both sides. */
export function equivalence({ metric, unit, margin }: Declared, group: EvaluatedGroup | undefined): Finding {
  // A better model may take the place without being equal, so the verdict SUPERIOR does not need it.
  const base = { role: 'equivalence' as const, about: metric, metric, isNeeded: false };
  const found = differenceIn(group, metric);
  if (group === undefined || 'problem' in found) {
    return { ...base, state: 'error', message: 'problem' in found ? found.problem : 'there are no rows' };
  }
  const difference = found.value;
  const below = against(difference, { value: -margin, unit });
  const above = against(difference, { value: margin, unit });
  if (below === undefined || above === undefined) {
    return { ...base, state: 'error', message: `${metric}: the interval for a margin of ${margin} percent is missing` };
  }
  const numbers = numbersOf(difference, group.rows, below.threshold);
  const said = `${metric} ${intervalText(difference)}`;
  const isEnough = tooLittle(group, metric, difference) === undefined && !isDegenerate(difference);
  const isWithin = below.lower > 0 && above.upper < 0;
  return {
    ...base,
    ...numbers,
    state: isWithin && isEnough ? 'proven' : 'unproven',
    message: `${said} ${isWithin && isEnough ? 'lies' : 'does not lie'} within ${figure(above.threshold)} on both sides`,
  };
}
