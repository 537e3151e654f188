import type { Finding } from '../../contracts/comparison-finding';
import type { Rule } from '../../contracts/comparison-rule';
import type { ComparisonVerdict } from '../../contracts/comparison-verdict';
import type { DecisionFacts } from './facts';

const MOST_NAMED = 3;

export interface Concluded {
  readonly verdict: ComparisonVerdict;
  readonly isBetter: boolean;
  readonly findings: readonly Finding[];
}

/** The verdict in a sentence, with the numbers that made it. */
export function because({ verdict, isBetter, findings }: Concluded, facts: DecisionFacts): string {
  const { candidate, champion, rule } = facts;
  const pair = `version ${candidate.version} against version ${champion?.version ?? '?'}`;
  const primary = findings.find(({ role }) => role === 'primary')?.message ?? '';
  const although = findings.some(({ role, state }) => role === 'primary' && state === 'proven')
    ? `; yet over all rows ${primary}`
    : '';
  switch (verdict) {
    case 'FIRST_MODEL':
      return first(findings, isBetter, rule);
    case 'SUPERIOR':
      return `${pair}: ${primary}${held(findings)}.`;
    case 'NON_INFERIOR':
      return `${pair}: ${primary}${held(findings)}; ${isBetter ? 'the policy counts an equal model as better' : 'an equal model does not replace the champion'}.`;
    case 'INFERIOR':
      return `${pair}: ${named(findings, ['harmed'])}${although}.`;
    case 'INCONCLUSIVE':
      return `${pair}: ${named(unmet(findings), ['missed', 'unproven', 'tooSmall', 'withinMargin'])}${although}.`;
    case 'ERROR':
      return `${pair}: ${named(findings, ['error'])}.`;
  }
}

function first(findings: readonly Finding[], isBetter: boolean, { promoteOn }: Rule): string {
  const lacking = findings.filter(({ state }) => state !== 'proven');
  if (lacking.length > 0) {
    return `nobody held the place before, and the model does not reach what a first one has to: ${lacking.map(({ message }) => message).join('; ')}.`;
  }
  const reached = findings.map(({ message }) => message).join('; ');
  const met = reached === '' ? 'the rule asks nothing else of a first model' : reached;
  return isBetter
    ? `nobody held the place before; ${met}.`
    : `nobody held the place before; ${met}; promoteOn is [${promoteOn.join(', ')}], which leaves out FIRST_MODEL.`;
}

function held(findings: readonly Finding[]): string {
  const needed = findings.filter(({ role, isNeeded }) => role !== 'primary' && isNeeded).length;
  return needed === 0
    ? ''
    : needed === 1
      ? '; the one other requirement is met'
      : `; all ${needed} other requirements are met`;
}

/** A slice that nobody asked to be proven does not decide. */
function unmet(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ isNeeded, role }) => isNeeded || role === 'equivalence');
}

function named(findings: readonly Finding[], states: readonly Finding['state'][]): string {
  const telling = states.flatMap((state) => findings.filter((each) => each.state === state));
  const texts = telling
    .slice(0, MOST_NAMED)
    .map(({ role, about, message }) =>
      role === 'slice' || role === 'window' || role === 'otherData' ? `${about}: ${message}` : message,
    );
  const more = telling.length - texts.length;
  return `${texts.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
