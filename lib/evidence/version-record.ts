import type { Receipt } from '../contracts/contract';
import type { ModelVersion } from '../mlflow/version';
import type { ModelDigest } from '../registry/digest';
import type { Registry } from '../registry/registry';

/** A registry version as contracts describe it; unknown members are dropped when the contract is sealed. */
export function versionRecord(version: ModelVersion, digest: ModelDigest, registry: Registry): Receipt['model'] {
  return {
    name: version.model,
    version: String(version.number),
    registry: registry.kind,
    registryHome: registry.homeOf(version),
    ...(version.runId === undefined ? {} : { mlflowRunId: version.runId }),
    ...(version.modelId === undefined ? {} : { loggedModelId: version.modelId }),
    digest: { record: digest.record, ...(digest.files === undefined ? {} : { files: digest.files }) },
  };
}
