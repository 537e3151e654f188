import type { Compliance } from '../../contracts/contract';
import { counted } from '../../core/figures';

/** The compliance of the candidate in a sentence. */
export function complianceLine(compliance: Compliance | undefined): string {
  if (compliance === undefined) {
    return 'No compliance check is part of this comparison.';
  }
  const { verdict, checks } = compliance;
  const outcomes = [...new Set(checks.map(({ outcome }) => outcome))];
  const counts = outcomes.map((outcome) => `${checks.filter((each) => each.outcome === outcome).length} ${outcome}`);
  const words = verdict.replaceAll('_', ' ').toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: of ${counted(checks.length, 'check')}, ${counts.join(', ')}.`;
}
