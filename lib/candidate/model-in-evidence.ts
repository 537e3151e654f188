import { canonicalJson } from '../contracts/canonical-json';
import type { ModelVersion as ModelInEvidence } from '../contracts/model-version';
import { UserError } from '../core/errors';
import { sha256Hex } from '../core/node/hash';
import type { ModelVersion } from '../mlflow/version';
import { versionRecord } from '../promotion/version-record';
import type { RegisteredModel } from '../registry/registered-model';
import type { Registry } from '../registry/registry';

export interface Described {
  readonly evidence: ModelInEvidence;
  /** Why the evidence says less about the files than it could; undefined when it says everything. */
  readonly whyNoFiles: string | undefined;
}

/** The version as evidence tells of it, from what the registry says about it now. */
export async function modelInEvidence(
  version: ModelVersion,
  mlflowRunId: string | undefined,
  registry: Registry,
): Promise<Described> {
  const model = registry.model(version.model);
  const digest = await model.digest(version);
  const { files, whyNoFiles } = digest;
  const signatureSha256 = files === undefined ? undefined : await signatureHash(model, version);
  const evidence = {
    ...versionRecord(version, digest, registry),
    ...(mlflowRunId === undefined ? {} : { mlflowRunId }),
    ...(signatureSha256 === undefined ? {} : { signatureSha256 }),
  };
  return { evidence, whyNoFiles };
}

/** Undefined for a model without a signature, and for one whose description MLflow itself could not read. */
async function signatureHash(model: RegisteredModel, version: ModelVersion): Promise<string | undefined> {
  try {
    const { signature } = await model.mlModel(version);
    return signature === undefined ? undefined : sha256Hex(canonicalJson(signature));
  } catch (error) {
    if (error instanceof UserError && error.code === 'MODEL_FILES_UNREAD') {
      return undefined;
    }
    throw error;
  }
}
