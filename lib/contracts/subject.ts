import type { BreakKind } from './break';
import type { Contract } from './contract';
import type { ModelVersion } from './model-version';

/** Exactly one model version; the same name in another registry is another model. */
export type Subject = Pick<ModelVersion, 'name' | 'version' | 'registryAddress'>;

export function subjectOf(contract: Contract): Subject | undefined {
  return contract.kind === 'deployment' ? undefined : contract.model;
}

export function isAbout(contract: Contract, { name, version, registryAddress }: Subject): boolean {
  const subject = subjectOf(contract);
  return (
    subject !== undefined &&
    subject.name === name &&
    subject.version === version &&
    subject.registryAddress === registryAddress
  );
}

export function subjectText({ name, version }: Subject): string {
  return `${name} version ${version}`;
}

export interface Difference {
  readonly kind: BreakKind;
  /** Goes behind "but". */
  readonly words: string;
}

const FACTS = [
  { member: 'name', kind: 'otherModel', word: 'model' },
  { member: 'version', kind: 'otherVersion', word: 'version' },
  { member: 'registry', kind: 'otherRegistry', word: 'kind of registry' },
  { member: 'registryAddress', kind: 'otherRegistry', word: 'registry' },
  { member: 'mlflowRunId', kind: 'otherRun', word: 'MLflow run' },
  { member: 'loggedModelId', kind: 'otherRun', word: 'logged model' },
  { member: 'artifactDigest', kind: 'otherArtifact', word: 'artifact digest' },
  { member: 'signatureSha256', kind: 'otherArtifact', word: 'signature' },
] as const;

/** The first fact about the model version in which two contracts differ. */
export function differenceBetween(one: Contract, other: Contract): Difference | undefined {
  if (one.kind === 'deployment' || other.kind === 'deployment') {
    return undefined;
  }
  const fact = FACTS.find(({ member }) => one.model[member] !== other.model[member]);
  return fact === undefined
    ? undefined
    : {
        kind: fact.kind,
        words: `the ${fact.word} there is ${valueOf(other.model[fact.member])}, not ${valueOf(one.model[fact.member])}`,
      };
}

function valueOf(value: string | undefined): string {
  return value === undefined ? '(none)' : `'${value}'`;
}
