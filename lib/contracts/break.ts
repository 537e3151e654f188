import type { ErrorCode } from '../core/error-codes';
import { UserError } from '../core/errors';
import { harmlessLine } from '../core/harmless';
import type { Kind } from './contract';

/** Why evidence does not hold. */
export type BreakKind =
  | 'absent'
  | 'unreadable'
  | 'newer'
  | 'altered'
  | 'missing'
  /** A receipt of an earlier run is not here. */
  | 'earlierRun'
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
  /** Name of the file to look at; empty if there is none. */
  readonly file: string;
  /** The contract that the file is or claims to be, where that matters: its name may say something else. */
  readonly contract?: Kind;
  /** What is wrong, in a sentence that names the file. */
  readonly what: string;
  /** More lines below the sentence, one for each problem. */
  readonly details?: readonly string[];
  readonly fix: string;
}

export function brokenEvidence(found: Break): UserError {
  return new UserError(brokenEvidenceCode(found.kind), breakText(found));
}

/** For people. No text from a file can add a line or act as a command. */
export function breakText({ what, details = [], fix }: Break): { readonly what: string; readonly fix: string } {
  const lines = [what, ...details.map((detail) => `  ${detail}`)];
  return { what: lines.map(harmlessLine).join('\n'), fix: harmlessLine(fix) };
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
