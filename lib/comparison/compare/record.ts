import type { CheckedVersion } from '../../compliance/checked-version';
import type { Changes } from '../../contracts/comparison-changes';
import type { Rule } from '../../contracts/comparison-rule';
import type { Comparison } from '../../contracts/contract';
import type { Evaluation } from '../../contracts/evaluation';
import type { PublishedContract, RunEvidence } from '../../evidence/run-evidence';
import { isRefreshDue } from '../decide/counts-as-better';
import type { Decision } from '../decide/decide';
import type { Base } from './base';
import type { Opponent } from './champion';
import type { Looks } from './looks';

export interface Compared {
  readonly checked: CheckedVersion;
  readonly base: Base;
  readonly opponent: Opponent;
  readonly policySha256: string;
  readonly mode: 'gate' | 'report';
  readonly rule: Rule;
  readonly ageInDays: number | undefined;
  readonly decision: Decision;
  readonly evaluation: Evaluation | undefined;
  readonly looks: Looks | undefined;
  readonly changes: Changes | undefined;
}

/** Leaves comparison.json: the verdict, and everything from which it follows. */
export function recordComparison(compared: Compared, evidence: RunEvidence): PublishedContract<'comparison'> {
  const { checked, base, decision, mode, rule, evaluation, looks, changes } = compared;
  const { verdict, isBetter, because, findings } = decision;
  const predecessor =
    base.compliance === undefined
      ? { kind: 'candidate' as const, sha256: base.candidate.sha256 }
      : { kind: 'compliance' as const, sha256: base.compliance.sha256 };
  return evidence.publish<'comparison'>(
    evidence.contract('comparison', {
      predecessor,
      model: checked.record,
      verdict,
      isBetter,
      because,
      seen: seenIn(compared),
      mode,
      findings,
      ...(looks === undefined ? {} : { looks }),
      ...(changes === undefined ? {} : { changes }),
      rule,
      ...(evaluation === undefined ? {} : { evaluation }),
    }),
  );
}

function seenIn({ policySha256, opponent, evaluation, rule, ageInDays }: Compared): Comparison['seen'] {
  const decides = evaluation?.dataSets.find(({ role }) => role === 'decides');
  const { seen: champion, target } = opponent;
  return {
    policySha256,
    ...(decides === undefined ? {} : { dataDigest: decides.digest }),
    ...(champion === undefined ? {} : { champion }),
    ...(target === undefined ? {} : { place: target }),
    ...(evaluation === undefined
      ? {}
      : {
          predictions: [...evaluation.candidate.predictionsSha256, ...(evaluation.champion?.predictionsSha256 ?? [])],
        }),
    ...(rule.refresh === undefined ? {} : { refreshIsDue: isRefreshDue(rule, ageInDays) }),
  };
}
