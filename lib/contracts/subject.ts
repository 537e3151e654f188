import type { BreakKind } from './break';
import type { Contract } from './contract';
import type { ModelVersion } from './model-version';

/** Exactly one model version; the same name in another registry is another model. */
export type Subject = Pick<ModelVersion, 'name' | 'version' | 'registryHome'>;

export function subjectOf(contract: Contract): Subject | undefined {
  return contract.kind === 'deployment' ? undefined : contract.model;
}

export function isAbout(contract: Contract, { name, version, registryHome }: Subject): boolean {
  const subject = subjectOf(contract);
  return (
    subject !== undefined &&
    subject.name === name &&
    subject.version === version &&
    subject.registryHome === registryHome
  );
}

export function subjectText({ name, version }: Subject): string {
  return `${name} version ${version}`;
}

export interface Difference {
  readonly kind: BreakKind;
  /** Follows "but". */
  readonly words: string;
}

interface Fact {
  readonly kind: BreakKind;
  readonly word: string;
  readonly of: (model: ModelVersion) => string | undefined;
}

const FACTS: readonly Fact[] = [
  { kind: 'otherModel', word: 'model', of: ({ name }) => name },
  { kind: 'otherVersion', word: 'version', of: ({ version }) => version },
  { kind: 'otherRegistry', word: 'kind of registry', of: ({ registry }) => registry },
  { kind: 'otherRegistry', word: 'registry', of: ({ registryHome }) => registryHome },
  { kind: 'otherRun', word: 'MLflow run', of: ({ mlflowRunId }) => mlflowRunId },
  { kind: 'otherRun', word: 'logged model', of: ({ loggedModelId }) => loggedModelId },
  { kind: 'otherArtifact', word: 'record in the registry', of: ({ digest }) => digest.record },
  { kind: 'otherArtifact', word: 'digest of the files', of: ({ digest }) => digest.files },
  { kind: 'otherArtifact', word: 'signature', of: ({ signatureSha256 }) => signatureSha256 },
];

/** The first fact about the model version in which two contracts differ. A fact that one of them lacks does not count. */
export function differenceBetween(one: Contract, other: Contract): Difference | undefined {
  if (one.kind === 'deployment' || other.kind === 'deployment') {
    return undefined;
  }
  for (const { kind, word, of } of FACTS) {
    const here = of(one.model);
    const there = of(other.model);
    if (here !== undefined && there !== undefined && here !== there) {
      return { kind, words: `the ${word} there is '${there}', not '${here}'` };
    }
  }
  return undefined;
}
