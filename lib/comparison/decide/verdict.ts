import type { Finding, FindingState } from '../../contracts/comparison-finding';
import type { Rule } from '../../contracts/comparison-rule';
import type { ComparisonVerdict } from '../../contracts/comparison-verdict';

/** Errors first; then better, worse, equal within a margin; and else nobody knows. */
export function verdictOf(findings: readonly Finding[], rule: Rule): Exclude<ComparisonVerdict, 'FIRST_MODEL'> {
  const has = (state: FindingState): boolean => findings.some((each) => each.state === state);
  if (has('error') || findings.length === 0) {
    return 'ERROR';
  }
  const primary = findings.find(({ role }) => role === 'primary')?.state;
  const others = findings.filter(({ role }) => role !== 'primary');
  const isGuarded = !has('harmed') && others.every(({ isNeeded, state }) => !isNeeded || state === 'proven');
  if (primary === 'proven' && isGuarded) {
    return 'SUPERIOR';
  }
  if (has('harmed')) {
    return 'INFERIOR';
  }
  return isGuarded && isEqual(primary, others, rule) ? 'NON_INFERIOR' : 'INCONCLUSIVE';
}

/** Where equivalence is the goal, a margin of the primary metric holds besides it. */
function isEqual(primary: FindingState | undefined, others: readonly Finding[], rule: Rule): boolean {
  const isWithin = primary === 'withinMargin';
  const hasMargin = (rule.primary.maximumLoss ?? 0) > 0;
  const equivalence = others.find(({ role }) => role === 'equivalence');
  return equivalence === undefined ? isWithin : equivalence.state === 'proven' && (isWithin || !hasMargin);
}

/** For a model without a champion: whether it reaches what every model has to. */
export function isFitToBeFirst(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state === 'proven');
}
