import { canonicalJson } from '../contracts/canonical-json';
import type { Candidate, Compliance } from '../contracts/contract';
import { sha256Hex } from '../core/node/hash';
import { metadataSha256 } from '../evidence/metadata';
import type { PublishedContract, RunEvidence } from '../evidence/run-evidence';
import type { ProjectFacts } from '../task/host';
import type { CheckedVersion } from './checked-version';
import { verdictOf, type Finding, type Outcome } from './finding';
import type { Policy } from './policy';
import type { FoundChampion } from './reading/read-champion';

export interface Checked {
  readonly checked: CheckedVersion;
  readonly candidate: Candidate;
  readonly policy: Policy;
  readonly project: ProjectFacts | undefined;
  readonly champion: FoundChampion | undefined;
  readonly findings: readonly Finding[];
}

const OUTCOMES: Readonly<Record<Outcome, Compliance['checks'][number]['outcome']>> = {
  passed: 'passed',
  warned: 'warned',
  waived: 'waived',
  failed: 'failed',
  error: 'error',
  'not checked': 'skipped',
};

/** Leaves compliance.json: what was found, under which policy, and what it rests on. */
export function recordCompliance(
  { checked, candidate, policy, project, champion, findings }: Checked,
  evidence: RunEvidence,
): PublishedContract<'compliance'> {
  const { version, tags, record } = checked;
  const statement = {
    predecessor: { kind: 'candidate' as const, sha256: candidate.sha256 },
    model: record,
    verdict: verdictOf(findings),
    seen: {
      policySha256: project?.policySha256 ?? sha256Hex(canonicalJson(policy)),
      metadataSha256: metadataSha256({ description: version.description, tags }),
      ...(champion === undefined ? {} : { champion: champion.record }),
    },
    checks: findings.map(checkOf),
  };
  return evidence.publish(evidence.contract('compliance', statement));
}

function checkOf({ check, level, outcome, because, where, waiver, writtenIn }: Finding): Compliance['checks'][number] {
  const { reason, owner, approvedBy, until } = waiver ?? {};
  const isKnown = reason !== undefined && owner !== undefined && approvedBy !== undefined && until !== undefined;
  return {
    check,
    level,
    outcome: OUTCOMES[outcome],
    message: because,
    ...(where === undefined ? {} : { where }),
    ...(isKnown
      ? { waiver: { reason, owner, approvedBy, until, ...(writtenIn === undefined ? {} : { writtenIn }) } }
      : {}),
  };
}
