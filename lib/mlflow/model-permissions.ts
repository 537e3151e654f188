/** The permission for each action on a model, as its service names it. */
export interface ModelPermissions {
  read(model: string): string;
  create(model: string): string;
  edit(model: string): string;
  tag(model: string): string;
  move(model: string, pointer: string): string;
}

/** https://docs.databricks.com/aws/en/machine-learning/manage-model-lifecycle/ (requirements). */
export const CATALOG_PERMISSIONS: ModelPermissions = {
  read: (model) => `EXECUTE on the model ${model}, USE CATALOG on its catalog and USE SCHEMA on its schema`,
  create: (model) => `CREATE MODEL on the schema ${parentOf(model)}, and USE CATALOG and USE SCHEMA above it`,
  edit: (model) => `ownership of the model ${model}, or MANAGE on it`,
  tag: (model) => `APPLY TAG on the model ${model}`,
  move: (model) => `ownership of the model ${model}, or MANAGE on it, which allows moving every alias`,
};

/** https://docs.databricks.com/aws/en/security/auth/access-control/#mlflow-model-acls. */
export const WORKSPACE_PERMISSIONS: ModelPermissions = {
  read: (model) => `'Can Read' on the model ${model}`,
  create: () => 'the right to create models in this workspace',
  edit: (model) => `'Can Edit' on the model ${model}`,
  tag: (model) => `'Can Edit' on the model ${model}`,
  move: (model, stage) =>
    stage === 'Staging'
      ? `'Can Manage Staging Versions' on the model ${model}`
      : `'Can Manage Production Versions' on the model ${model}`,
};

/** https://mlflow.org/docs/latest/self-hosting/security/basic-http-auth/. */
export const SERVER_PERMISSIONS: ModelPermissions = {
  read: (model) => `READ on the registered model ${model} of the MLflow server`,
  create: () => 'the right to create registered models on the MLflow server',
  edit: (model) => `EDIT on the registered model ${model} of the MLflow server`,
  tag: (model) => `EDIT on the registered model ${model} of the MLflow server`,
  move: (model) => `EDIT on the registered model ${model} of the MLflow server`,
};

function parentOf(model: string): string {
  return model.split('.').slice(0, 2).join('.');
}
