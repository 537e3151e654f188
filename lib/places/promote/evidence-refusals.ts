import { breakText, brokenEvidenceCode } from '../../contracts/break';
import type { Chain, ChainFinding } from '../../contracts/chain';
import type { Compliance, Contract } from '../../contracts/contract';
import { short } from '../../contracts/links';
import { isSameArtifact } from '../../registry/digest';
import { firstRefusal, type Refusal } from '../refusal';
import type { VersionFacts } from './facts';

/** The contracts that a promotion may need. */
export type Needed = 'compliance' | 'comparison';

/** Broken evidence; missing evidence counts only if it is required. */
export function refuseBroken(evidence: ChainFinding, needed: readonly Needed[]): Refusal | undefined {
  if ('chain' in evidence) {
    return undefined;
  }
  const [first] = evidence.breaks;
  const isNotNeeded = first.kind === 'absent' && needed.length === 0;
  return isNotNeeded ? undefined : { code: brokenEvidenceCode(first.kind), ...breakText(first) };
}

/** The version must be the one in its evidence, for all required evidence. */
export function refuseExchanged({ request, state }: VersionFacts, chain: Chain): Refusal | undefined {
  const { digest: now, number } = state.candidate;
  const about = [chain.candidate, chain.compliance, chain.comparison].flatMap((one) => one?.contract ?? []);
  const differing = about.find(
    ({ model: { digest } }) => !isSameArtifact({ files: undefined, whyNoFiles: undefined, ...digest }, now),
  );
  if (differing === undefined) {
    return undefined;
  }
  const { record, files } = differing.model.digest;
  const [then, present] = record === now.record ? [files ?? record, now.files ?? now.record] : [record, now.record];
  return {
    code: 'EVIDENCE_STALE',
    what: `Version ${number} of ${request.model} changed after its ${differing.kind} was written: its digest was ${then}, and is ${present}.`,
    fix: 'Train again, and make sure that nobody changes or replaces a registered version.',
  };
}

/** Everything that the required evidence must confirm, except the champion. */
export function refuseEvidence(facts: VersionFacts, chain: Chain, needed: readonly Needed[]): Refusal | undefined {
  return firstRefusal([
    ...needed.map((kind) => () => missing(facts, chain, kind)),
    () => (needed.includes('compliance') ? failed(facts, chain) : undefined),
    () => (needed.includes('compliance') ? expired(facts, chain) : undefined),
    () => (needed.includes('compliance') ? relabeled(facts, chain) : undefined),
    () => (needed.includes('comparison') ? onlyReported(facts, chain) : undefined),
    () => (needed.includes('comparison') ? comparisonError(facts, chain) : undefined),
    () => (needed.includes('comparison') ? policyChanged(chain) : undefined),
    () => policyMoved(facts, chain, needed),
  ]);
}

const HOW_TO_GET: Readonly<Record<Needed, string>> = {
  compliance: 'Run MLflowCheckModel on this version before this step',
  comparison: 'Run MLflowCompareModels on this version before this step',
};

function missing({ request, state }: VersionFacts, chain: Chain, kind: Needed): Refusal | undefined {
  if (chain[kind] !== undefined) {
    return undefined;
  }
  const stale = chain.stale.find(({ contract }) => contract === kind);
  return stale === undefined
    ? {
        code: 'EVIDENCE_MISSING',
        what: `There is no ${kind} of version ${state.candidate.number} of ${request.model} in the evidence folder, and ${request.place.text} needs one.`,
        fix: `${HOW_TO_GET[kind]}, or ${withoutEvidence(request)} to promote without evidence; the receipt records that.`,
      }
    : { code: 'EVIDENCE_STALE', ...breakText(stale) };
}

/** A policy is loosened where it is written, and not by a step. */
function withoutEvidence({ policy }: VersionFacts['request']): string {
  return policy === undefined
    ? "set 'requireVerdict: none'"
    : `write 'promotion: { requireVerdict: none }' into ${policy.file}`;
}

function failed({ request, state }: VersionFacts, { compliance }: Chain): Refusal | undefined {
  const verdict = compliance?.contract.verdict;
  if (compliance === undefined || (verdict !== 'FAILED' && verdict !== 'ERROR')) {
    return undefined;
  }
  return {
    code: 'COMPLIANCE_FAILED',
    what: `Version ${state.candidate.number} of ${request.model} did not pass its compliance (${verdict})${listed(compliance.contract)}`,
    fix: 'Correct what the checks found and train again, or have a waiver added to the policy; then check again.',
  };
}

function listed({ checks }: Compliance): string {
  const bad = checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'error');
  return bad.length === 0 ? '.' : `:\n${bad.map(({ check, message }) => `- ${check}: ${message}`).join('\n')}`;
}

/** A waiver that held at the time of the checks says nothing about today. */
function expired({ request, state }: VersionFacts, { compliance }: Chain): Refusal | undefined {
  const waived = compliance?.contract.checks.filter(({ outcome }) => outcome === 'waived') ?? [];
  const over = waived.find(({ waiver }) => waiver === undefined || waiver.until < request.today);
  return over === undefined
    ? undefined
    : {
        code: 'WAIVER_EXPIRED',
        what: `The waiver of the check '${over.check}' for version ${state.candidate.number} of ${request.model} ended on ${over.waiver?.until ?? 'an unknown day'}, after its compliance was written; today is ${request.today}.`,
        fix: `Correct what the check found (${over.message}), or have the waiver extended in the configuration file; then check again.`,
      };
}

function relabeled({ request, state }: VersionFacts, { compliance }: Chain): Refusal | undefined {
  const { metadataSha256: now, number } = state.candidate;
  const then = compliance?.contract.seen.metadataSha256 ?? now;
  return then === now
    ? undefined
    : {
        code: 'EVIDENCE_STALE',
        what: `Description or tags of version ${number} of ${request.model} changed after its compliance was written: their SHA-256 was ${short(then)}, and is ${short(now)}.`,
        fix: 'Re-run the step that writes the compliance, and those after it.',
      };
}

function onlyReported({ request, state }: VersionFacts, { comparison }: Chain): Refusal | undefined {
  return comparison?.contract.mode === 'report'
    ? {
        code: 'EVIDENCE_MISSING',
        what: `Version ${state.candidate.number} of ${request.model} was compared with 'mode: report', which decides nothing.`,
        fix: "Run MLflowCheckModel and then MLflowCompareModels with 'mode: gate' on this version.",
      }
    : undefined;
}

function comparisonError({ request, state }: VersionFacts, { comparison }: Chain): Refusal | undefined {
  return comparison?.contract.verdict === 'ERROR'
    ? {
        code: 'COMPARISON_ERROR',
        what: `The comparison of version ${state.candidate.number} of ${request.model} ended in an error: ${comparison.contract.because}`,
        fix: 'Correct what it names and compare again; an error is not a verdict.',
      }
    : undefined;
}

function policyChanged({ compliance, comparison }: Chain): Refusal | undefined {
  const checked = policyOf(compliance?.contract);
  const compared = policyOf(comparison?.contract);
  return checked === undefined || compared === undefined || checked === compared
    ? undefined
    : {
        code: 'EVIDENCE_STALE',
        what: `The policy changed between compliance (${short(checked)}) and comparison (${short(compared)}).`,
        fix: 'Re-run both steps, so that both use the same policy.',
      };
}

/** The current policy decides; evidence under another policy does not count. */
function policyMoved({ request }: VersionFacts, chain: Chain, needed: readonly Needed[]): Refusal | undefined {
  const now = request.policy?.sha256;
  const other = needed.find((kind) => now !== undefined && policyOf(chain[kind]?.contract) !== now);
  return other === undefined || now === undefined
    ? undefined
    : {
        code: 'EVIDENCE_STALE',
        what: `The policy changed between ${other} (${short(policyOf(chain[other]?.contract) ?? '')}) and this promotion (${short(now)}).`,
        fix: 'Run the checks and the comparison again, so that one policy decides.',
      };
}

function policyOf(contract: Extract<Contract, { readonly seen: object }> | undefined): string | undefined {
  return contract?.seen.policySha256;
}
