import { brokenEvidence } from '../contracts/break';
import { canonicalJson } from '../contracts/canonical-json';
import type { Candidate } from '../contracts/contract';
import { UserError } from '../core/errors';
import { sha256Hex } from '../core/node/hash';
import { evidenceAbout } from '../evidence/evidence-about';
import type { RunEvidence } from '../evidence/run-evidence';
import { versionRecord } from '../evidence/version-record';
import type { ModelFiles } from '../mlflow/model-files';
import { readOnce } from '../mlflow/read-once';
import type { ModelVersion } from '../mlflow/version';
import { digestOf, isSameArtifact } from '../registry/digest';
import type { RegisteredModel } from '../registry/registered-model';
import type { Registry } from '../registry/registry';
import { VERSION_TAGS } from '../registry/version-tags';
import type { TaskHost } from '../task/host';
import { publishCandidate } from '../versions/candidate/publish-candidate';
import { mlModelIn } from './reading/ml-model';

/** The version that is checked, as the registry has it now. */
export interface CheckedVersion {
  readonly model: RegisteredModel;
  readonly version: ModelVersion;
  readonly tags: ReadonlyMap<string, string>;
  readonly files: ModelFiles;
  /** As evidence tells of it. */
  readonly record: Candidate['model'];
}

export async function checkedVersion(registry: Registry, name: string, number: number): Promise<CheckedVersion> {
  const model = registry.model(name);
  const version = await model.version(number);
  const tags = await model.tags(number);
  const files = readOnce(model.files(number));
  const digest = await digestOf(version, files);
  const signature = digest.files === undefined ? undefined : (await mlModelIn(files).catch(() => undefined))?.signature;
  const hashed = signature === undefined ? {} : { signatureSha256: sha256Hex(canonicalJson(signature)) };
  return { model, version, tags, files, record: { ...versionRecord(version, digest, registry), ...hashed } };
}

/** The candidate in the evidence; without one the version is adopted, and a candidate says so. */
export function candidateOf(
  { version, tags, record }: CheckedVersion,
  evidence: RunEvidence,
  { host, registry }: { readonly host: TaskHost; readonly registry: Registry },
): Candidate {
  const found = evidenceAbout(version, registry, evidence.folder);
  if ('chain' in found) {
    const { contract } = found.chain.candidate;
    requireSame(contract, record);
    return contract;
  }
  const [first] = found.breaks;
  if (first.kind !== 'absent') {
    throw brokenEvidence(first);
  }
  host.log.info(
    `The evidence folder has no candidate for version ${version.number}, so the version is adopted as it is in the registry.`,
  );
  const isOfPullRequest = host.facts.pullRequest !== undefined;
  const marks = isOfPullRequest ? new Map([...tags, [VERSION_TAGS.trainedByPullRequest, 'true']]) : tags;
  return publishCandidate({ model: record, tags: marks, adopted: true }, evidence).contract;
}

function requireSame({ model }: Candidate, { digest, name, version }: Candidate['model']): void {
  const whole = ({ record, files }: Candidate['model']['digest']) => ({ record, files, whyNoFiles: undefined });
  if (!isSameArtifact(whole(model.digest), whole(digest))) {
    throw new UserError('EVIDENCE_STALE', {
      what: `Version ${version} of ${name} changed after its candidate was written: its digest was ${model.digest.files ?? model.digest.record}, and is ${digest.files ?? digest.record}.`,
      fix: 'Train again, and make sure that nobody changes or replaces a registered version.',
    });
  }
}
