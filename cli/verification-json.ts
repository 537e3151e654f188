import { brokenEvidenceCode, type Break } from '../lib/contracts/break';
import type { Evidence } from '../lib/contracts/evidence';
import type { Verification } from '../lib/contracts/verify';
import { evidenceOf, resultOf } from './verification-result';

/** The result for programs. */
export function verificationJson(verification: Verification): object {
  const { versions, breaks } = verification;
  return {
    result: resultOf(verification),
    versions: versions.map((version) => ({
      model: version.subject.name,
      version: version.subject.version,
      registryHome: version.subject.registryHome,
      result: version.breaks.length === 0 ? 'holds' : 'broken',
      evidence: evidenceOf(version).map(evidenceJson),
      breaks: version.breaks.map(breakJson),
    })),
    breaks: breaks.map(breakJson),
  };
}

function evidenceJson({ file, contract }: Evidence): object {
  const { kind, sha256, writtenAt } = contract;
  return { kind, file, sha256, writtenAt };
}

function breakJson({ kind, file, what, details = [], fix }: Break): object {
  return { code: brokenEvidenceCode(kind), kind, file, what, details, fix };
}
