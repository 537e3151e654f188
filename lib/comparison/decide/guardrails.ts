import type { Finding } from '../../contracts/comparison-finding';
import type { Difference, EvaluatedGroup } from '../../contracts/evaluation';
import { figure } from '../../core/figures';
import { against, type Threshold } from './against';
import { isDegenerate, SAME_ON_EVERY_ROW, tooLittle } from './enough';
import { intervalText, lossText, numbersOf } from './finding';
import { differenceIn } from './measured';
import { rowsNeeded } from './rows-needed';

/** A metric that must not become worse by more than its margin. */
export interface Guarded {
  readonly role: Finding['role'];
  readonly about: string;
  readonly metric: string;
  /** The loss that it may have, negative. */
  readonly threshold: Threshold;
}

/** Proven only if the whole interval lies above the margin: "not significantly worse" proves nothing. */
export function guardrail(guarded: Guarded, group: EvaluatedGroup | undefined): Finding {
  const { role, about, metric } = guarded;
  const base = { role, about, metric, isNeeded: true };
  const found = differenceIn(group, metric);
  if (group === undefined || 'problem' in found) {
    return { ...base, state: 'error', message: 'problem' in found ? found.problem : `${about} has no rows` };
  }
  return { ...base, ...unharmed(found.value, group, guarded) };
}

/** Whether a difference is proven to stay above a loss. */
export function unharmed(
  difference: Difference,
  group: EvaluatedGroup,
  { metric, threshold }: Pick<Guarded, 'metric' | 'threshold'>,
): Pick<Finding, 'state' | 'message' | 'estimate' | 'lower' | 'upper' | 'margin' | 'rows'> {
  const tested = against(difference, threshold);
  if (tested === undefined || ![tested.lower, tested.upper].every(Number.isFinite)) {
    return {
      state: 'error',
      message: `${metric}: the interval for a margin of ${threshold.value} percent is missing; where the champion is near 0, use marginUnit: absolute`,
    };
  }
  const numbers = numbersOf(difference, group.rows, tested.threshold);
  const said = `${metric} ${intervalText(difference)}`;
  const allowed = lossText(tested.threshold);
  if (isDegenerate(difference)) {
    return { ...numbers, state: 'unproven', message: `${said}: ${SAME_ON_EVERY_ROW}` };
  }
  if (tested.upper < 0) {
    return {
      ...numbers,
      state: 'harmed',
      message: `${said}: worse${tested.threshold === 0 ? '' : ` by more than ${figure(-tested.threshold)}`}`,
    };
  }
  const little = tooLittle(group, metric, difference);
  if (little !== undefined) {
    return { ...numbers, state: 'tooSmall', message: `${said}: ${little}` };
  }
  if (tested.lower > 0) {
    return { ...numbers, state: 'proven', message: `${said} rules out ${allowed}` };
  }
  const needed = rowsNeeded(difference, group.rows, tested.threshold);
  return {
    ...numbers,
    state: 'unproven',
    message: `${said} does not rule out ${allowed}${needed === undefined ? '' : `; ${needed}`}`,
  };
}
