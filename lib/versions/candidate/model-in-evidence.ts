import { canonicalJson } from '../../contracts/canonical-json';
import type { ModelVersion as ModelInEvidence } from '../../contracts/model-version';
import { sha256Hex } from '../../core/node/hash';
import { versionRecord } from '../../evidence/version-record';
import type { ModelVersion } from '../../mlflow/version';
import { whyUnread, type ModelDigest } from '../../registry/digest';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';

export interface Described {
  readonly evidence: ModelInEvidence;
  /** What the evidence lacks, and why, as the end of a sentence; undefined if it is complete. */
  readonly gap: string | undefined;
}

/** The version for evidence, from the registry's current data. */
export async function modelInEvidence(
  version: ModelVersion,
  mlflowRunId: string | undefined,
  registry: Registry,
): Promise<Described> {
  const model = registry.model(version.model);
  const digest = await model.digest(version);
  const signature = digest.files === undefined ? {} : await hashedSignature(model, version);
  const evidence = {
    ...versionRecord(version, digest, registry),
    ...(mlflowRunId === undefined ? {} : { mlflowRunId }),
    ...(signature.sha256 === undefined ? {} : { signatureSha256: signature.sha256 }),
  };
  return { evidence, gap: gapOf(version, digest, signature) };
}

interface HashedSignature {
  readonly sha256?: string;
  /** Why a signature that may exist is not hashed. */
  readonly whyNot?: string;
}

function gapOf({ number }: ModelVersion, { whyNoFiles }: ModelDigest, { whyNot }: HashedSignature): string | undefined {
  if (whyNoFiles !== undefined) {
    return `the files and the signature of version ${number}: ${whyNoFiles}`;
  }
  return whyNot === undefined ? undefined : `the signature of version ${number}: ${whyNot}`;
}

/** A model without a signature has neither a hash nor a reason. */
async function hashedSignature(model: RegisteredModel, version: ModelVersion): Promise<HashedSignature> {
  try {
    const { signature, whyUnreadSignature: whyNot } = await model.mlModel(version);
    if (signature !== undefined) {
      return { sha256: sha256Hex(canonicalJson(signature)) };
    }
    return whyNot === undefined ? {} : { whyNot };
  } catch (error) {
    return { whyNot: whyUnread(error) };
  }
}
