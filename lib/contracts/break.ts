import type { ErrorCode } from '../core/error-codes';
import { UserError } from '../core/errors';

/** Why evidence proves nothing. */
export type BreakKind =
  | 'absent'
  | 'unreadable'
  | 'newer'
  | 'altered'
  | 'missing'
  | 'exchanged'
  | 'otherModel'
  | 'otherVersion'
  | 'otherRegistry'
  | 'otherRun'
  | 'otherArtifact'
  | 'otherCommit'
  | 'unfinished'
  | 'stale'
  | 'disagreement';

/** One place where a chain of evidence does not hold. */
export interface Break {
  readonly kind: BreakKind;
  /** Name of the file to look at; empty when no file is there. */
  readonly file: string;
  /** What is wrong, in a sentence that names the file. */
  readonly what: string;
  readonly fix: string;
}

export function brokenEvidence({ kind, what, fix }: Break): UserError {
  return new UserError(brokenEvidenceCode(kind), { what, fix });
}

export function brokenEvidenceCode(kind: BreakKind): ErrorCode {
  return CODES[kind] ?? 'EVIDENCE_BROKEN';
}

const CODES: Readonly<Partial<Record<BreakKind, ErrorCode>>> = {
  absent: 'EVIDENCE_MISSING',
  unreadable: 'EVIDENCE_UNREADABLE',
  newer: 'EVIDENCE_UNREADABLE',
  stale: 'EVIDENCE_STALE',
};
