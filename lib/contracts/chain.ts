import type { Break } from './break';
import type { Candidate, Comparison, Compliance, Deployment, Receipt } from './contract';
import { disagreements } from './disagreement';
import { ofKind, readEvidence, type Evidence } from './evidence';
import { brokenLinks, buildsOn } from './links';
import type { EvidenceFile } from './read';
import type { Hash } from './seal';
import { isAbout, subjectOf, subjectText, type Subject } from './subject';

/** The newest evidence about one model version; each part builds on the one before. */
export interface Chain {
  readonly deployment: Evidence<Deployment> | undefined;
  readonly candidate: Evidence<Candidate>;
  readonly compliance: Evidence<Compliance> | undefined;
  readonly comparison: Evidence<Comparison> | undefined;
  /** All receipts about the version, oldest first. */
  readonly receipts: readonly Evidence<Receipt>[];
  /** Why compliance or comparison is undefined although there is such a file: it builds on something older. */
  readonly stale: readonly Break[];
}

export type ChainFinding = { readonly chain: Chain } | { readonly breaks: readonly [Break, ...Break[]] };

/**
 * The chain of exactly this model version. It never skips a broken file for an older one: the broken file may be the
 * one that said no.
 */
export function findChain(files: readonly EvidenceFile[], subject: Subject, hash: Hash): ChainFinding {
  const { evidence, faults } = readEvidence(files, hash);
  const about = evidenceAbout(evidence, subject);
  // An altered file may also lie about its own version.
  const elsewhere = evidence.filter((one) => !about.includes(one)).flatMap(alteration);
  const [first, ...others] = [...faults, ...elsewhere, ...breaksAbout(about, evidence)];
  if (first !== undefined) {
    return { breaks: [first, ...others] };
  }
  const chain = newestChain(subject, evidence);
  return chain === undefined ? { breaks: [absent(subject, evidence)] } : { chain };
}

/** Everything about the version, and everything that claims to build on that. */
export function evidenceAbout(evidence: readonly Evidence[], subject: Subject): readonly Evidence[] {
  const about = evidence.filter(({ contract }) => isAbout(contract, subject));
  return evidence.filter((one) => about.includes(one) || about.some((other) => buildsOn(one, other)));
}

export function breaksAbout(about: readonly Evidence[], all: readonly Evidence[]): readonly Break[] {
  // One finding per altered file is enough.
  const intact = about.filter(({ altered }) => altered === undefined);
  return [...about.flatMap(alteration), ...intact.flatMap((one) => brokenLinks(one, all)), ...disagreements(intact)];
}

export function alteration({ altered }: Evidence): readonly Break[] {
  return altered === undefined ? [] : [altered];
}

/** Assumes that nothing is broken; undefined without a candidate. */
export function newestChain(subject: Subject, evidence: readonly Evidence[]): Chain | undefined {
  const about = evidence.filter(({ contract }) => isAbout(contract, subject));
  const candidate = ofKind(about, 'candidate').at(-1);
  return candidate && chainFrom(candidate, about, ofKind(evidence, 'deployment'));
}

function chainFrom(
  candidate: Evidence<Candidate>,
  about: readonly Evidence[],
  deployments: readonly Evidence<Deployment>[],
): Chain {
  const checked = ofKind(about, 'compliance');
  const compared = ofKind(about, 'comparison');
  const compliance = checked.findLast((one) => buildsOn(one, candidate));
  const comparison = compared.findLast((one) =>
    [candidate, compliance].some((base) => base !== undefined && buildsOn(one, base)),
  );
  return {
    deployment: deployments.find((one) => buildsOn(candidate, one)),
    candidate,
    compliance,
    comparison,
    receipts: ofKind(about, 'receipt'),
    stale: [
      ...(compliance === undefined ? staleness(checked) : []),
      ...(comparison === undefined ? staleness(compared) : []),
    ],
  };
}

function staleness(leftBehind: readonly Evidence[]): readonly Break[] {
  return leftBehind.slice(-1).map(({ file, contract }) => ({
    kind: 'stale',
    file,
    contract: contract.kind,
    what: `${file} is stale: the step that it builds on has run again since.`,
    fix: `Re-run the step that writes the ${contract.kind}.`,
  }));
}

export function absent(subject: Subject, evidence: readonly Evidence[]): Break {
  const subjects = evidence.flatMap(({ contract }) => subjectOf(contract) ?? []);
  const others = new Set(subjects.map((one) => placedText(one)));
  const here = others.size === 0 ? 'no evidence about any model' : `evidence about ${[...others].join(', ')}`;
  return {
    kind: 'absent',
    file: '',
    what: `There is no candidate of ${placedText(subject)}; the folder contains ${here}.`,
    fix: 'Download the artifacts of the run that trained or registered the version into the evidence folder.',
  };
}

/** With the registry: another one may have the same name and number. */
function placedText(subject: Subject): string {
  return `${subjectText(subject)} at ${subject.registryHome}`;
}
