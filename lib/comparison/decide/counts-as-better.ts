import type { Rule } from '../../contracts/comparison-rule';
import { isPromotable, type ComparisonVerdict } from '../../contracts/comparison-verdict';

/** The champion is so old that the rule lets an equal model renew it. */
export function isRefreshDue({ refresh }: Rule, ageInDays: number | undefined): boolean {
  return refresh !== undefined && ageInDays !== undefined && ageInDays >= refresh.afterDays;
}

/** Whether the policy promotes on the verdict: ties and doubt keep the champion. */
export function countsAsBetter(verdict: ComparisonVerdict, rule: Rule, ageInDays: number | undefined): boolean {
  const isOnAge = isRefreshDue(rule, ageInDays) && rule.refresh?.promoteOn.includes(verdict) === true;
  return isPromotable(verdict) && (rule.promoteOn.includes(verdict) || isOnAge);
}
