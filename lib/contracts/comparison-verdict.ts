/** What the statistics of a comparison can say. */
export const COMPARISON_VERDICTS = [
  'FIRST_MODEL',
  'SUPERIOR',
  'NON_INFERIOR',
  'INCONCLUSIVE',
  'INFERIOR',
  'ERROR',
] as const;

export type ComparisonVerdict = (typeof COMPARISON_VERDICTS)[number];

/** A policy may count an equal model as better, but none of the verdicts that are left out. */
export const PROMOTABLE_VERDICTS = ['FIRST_MODEL', 'SUPERIOR', 'NON_INFERIOR'] as const;

export function isPromotable(verdict: ComparisonVerdict): boolean {
  return PROMOTABLE_VERDICTS.some((promotable) => promotable === verdict);
}
