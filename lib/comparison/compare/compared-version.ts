import type { ModelVersion } from '../../mlflow/version';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';

/** A version and where it is. */
export interface ComparedVersion {
  readonly registry: Registry;
  readonly model: RegisteredModel;
  readonly version: ModelVersion;
}
