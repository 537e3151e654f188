import type { ModelFiles } from '../../mlflow/model-files';
import type { ModelVersion } from '../../mlflow/version';
import type { Registry } from '../../registry/registry';

/** A version and where it is. */
export interface ComparedVersion {
  readonly registry: Registry;
  readonly version: ModelVersion;
  readonly files: ModelFiles;
  readonly tags: () => Promise<ReadonlyMap<string, string>>;
}
