import type { Api } from '../../databricks/api/api';
import { MlflowAliasClient } from '../../mlflow/alias-client';
import { SERVER_PERMISSIONS, WORKSPACE_PERMISSIONS, type ModelPermissions } from '../../mlflow/model-permissions';
import { MlflowModelsClient } from '../../mlflow/models-client';
import { serverModelFiles } from '../../mlflow/server-files';
import { MlflowStageClient } from '../../mlflow/stage-client';
import { workspaceModelFiles, type WorkspaceFilesAccess } from '../../mlflow/workspace-files';
import type { Dialect } from './dialect';

const ROOT = '/api/2.0/mlflow';

/** Stages, no aliases; names of one part. */
export function workspaceDialect(access: WorkspaceFilesAccess): Dialect {
  const { api } = access;
  return {
    ...plainDialect(api, WORKSPACE_PERMISSIONS),
    kind: 'workspace',
    files: (model, version) => workspaceModelFiles(access, model, version),
    aliases: undefined,
    // The workspace's own path is the documented one: https://docs.databricks.com/api/azure/workspace/modelregistry.
    stages: new MlflowStageClient(api, WORKSPACE_PERMISSIONS, `${ROOT}/databricks/model-versions`),
  };
}

/** Aliases and stages, on a server outside of Databricks. */
export function mlflowServerDialect(api: Api, address: string): Dialect {
  return {
    ...plainDialect(api, SERVER_PERMISSIONS),
    kind: 'mlflow',
    // One host may serve several servers, each below its own path.
    address,
    files: (model, version) => serverModelFiles(api, model, version),
    aliases: new MlflowAliasClient(api, SERVER_PERMISSIONS),
    stages: new MlflowStageClient(api, SERVER_PERMISSIONS, `${ROOT}/model-versions`),
  };
}

/** What both share. */
function plainDialect(api: Api, permissions: ModelPermissions): Omit<Dialect, 'kind' | 'files' | 'aliases' | 'stages'> {
  const models = new MlflowModelsClient({ api, root: ROOT, permissions });
  return {
    address: api.host.origin,
    model: (name) => models.model(name),
    create: (name, description) => models.create(name, description),
    namesNear: () => models.names(),
    versionsOf: (model) => models.versionsOf(model),
    version: (model, number) => models.version(model, number),
    versionsOfRun: (runId) => models.versionsOfRun(runId),
    deleteVersion: (model, number) => models.deleteVersion(model, number),
    describe: (subject, description) => models.describe(subject, description),
    tags: (subject) => models.tags(subject),
    setTag: (subject, key, value) => models.setTag(subject, key, value),
    deleteTag: (subject, key) => models.deleteTag(subject, key),
    deploymentJob: () => Promise.resolve({ kind: 'none' }),
    createVersion: (model, version) => models.createVersion(model, version),
  };
}
