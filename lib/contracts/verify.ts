import type { Break } from './break';
import { absent, alteration, breaksAbout, evidenceAbout, newestChain, type Chain } from './chain';
import type { Proof, Receipt } from './contract';
import { ofKind, readEvidence, type Evidence } from './evidence';
import { ledgerBreaks } from './ledgers';
import type { EvidenceFile } from './read';
import type { Hash } from './seal';
import { isAbout, subjectOf, type Subject } from './subject';

/** What a folder of evidence proves about one model version. */
export interface Verified {
  readonly subject: Subject;
  /** Valid only without breaks; undefined without a candidate. */
  readonly chain: Chain | undefined;
  readonly receipts: readonly Evidence<Receipt>[];
  readonly proofs: readonly Evidence<Proof>[];
  readonly breaks: readonly Break[];
}

export interface Verification {
  readonly versions: readonly Verified[];
  /** What is wrong with files that do not belong to a version. */
  readonly breaks: readonly Break[];
}

/** Checks everything that the files alone can prove, offline. */
export function verifyEvidence(files: readonly EvidenceFile[], hash: Hash): Verification {
  const { evidence, faults } = readEvidence(files, hash);
  const ledgers = ledgerBreaks(ofKind(evidence, 'receipt'));
  return {
    versions: subjectsIn(evidence).map((subject) => verified(subject, evidence, ledgers)),
    breaks: files.length === 0 ? [NOTHING] : [...faults, ...ofKind(evidence, 'deployment').flatMap(alteration)],
  };
}

function verified(subject: Subject, evidence: readonly Evidence[], ledgers: readonly Break[]): Verified {
  const about = evidenceAbout(evidence, subject);
  const chain = newestChain(subject, evidence);
  const own = about.filter(({ contract }) => isAbout(contract, subject));
  const broken = [
    ...breaksAbout(about, evidence),
    ...ledgers.filter((one) => own.some(({ file }) => file === one.file)),
  ];
  const needsCandidate = about.some(({ contract }) => contract.kind !== 'receipt' && contract.kind !== 'proof');
  const incomplete = chain?.stale ?? (needsCandidate ? [absent(subject, evidence)] : []);
  return {
    subject,
    chain,
    receipts: ofKind(about, 'receipt'),
    proofs: ofKind(about, 'proof'),
    breaks: broken.length > 0 ? broken : incomplete,
  };
}

function subjectsIn(evidence: readonly Evidence[]): readonly Subject[] {
  const subjects: Subject[] = [];
  for (const { contract } of evidence) {
    const subject = subjectOf(contract);
    if (subject !== undefined && !subjects.some((known) => isAbout(contract, known))) {
      subjects.push(subject);
    }
  }
  return subjects;
}

const NOTHING: Break = {
  kind: 'absent',
  file: '',
  what: 'There is no evidence in this folder.',
  fix: 'Name the folder into which you downloaded the artifacts of the pipeline run.',
};
