import type { Compliance } from '../../contracts/contract';

/** The compliance of the candidate in a sentence. */
export function complianceLine(compliance: Compliance | undefined): string {
  if (compliance === undefined) {
    return 'No compliance check is part of this comparison.';
  }
  const { verdict, checks } = compliance;
  const outcomes = [...new Set(checks.map(({ outcome }) => outcome))];
  const counts = outcomes.map((outcome) => `${checks.filter((each) => each.outcome === outcome).length} ${outcome}`);
  return `${verdict}: ${counts.join(', ')}.`;
}
