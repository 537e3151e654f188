import type { Api } from '../databricks/api/api';
import type { ModelPermissions } from './model-permissions';

export interface Transition {
  readonly version: number;
  readonly stage: 'Staging' | 'Production' | 'Archived';
  /** What happens to the other versions in that stage. */
  readonly others: 'archive' | 'keep';
}

/** The stages of a Databricks workspace, which has its own path, or of a plain MLflow server. */
export class MlflowStageClient {
  readonly #api: Api;
  readonly #can: ModelPermissions;
  readonly #path: '/api/2.0/mlflow/model-versions' | '/api/2.0/mlflow/databricks/model-versions';

  constructor(
    api: Api,
    can: ModelPermissions,
    path: '/api/2.0/mlflow/model-versions' | '/api/2.0/mlflow/databricks/model-versions',
  ) {
    this.#api = api;
    this.#can = can;
    this.#path = path;
  }

  async transition(model: string, { version, stage, others }: Transition): Promise<void> {
    await this.#api.call({
      method: 'POST',
      path: `${this.#path}/transition-stage`,
      body: { name: model, version: String(version), stage, archive_existing_versions: others === 'archive' },
      doing: `Moving version ${version} of ${model} to ${stage}`,
      permission: this.#can.move(model, stage),
      // Repeating it is safe: the version stays in the stage, and archived versions are no longer in it.
      repeatable: true,
    });
  }
}
