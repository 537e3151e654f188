/** The three registries that MLflow's client supports, as values of the input `registry`. */
export type RegistryKind = 'unityCatalog' | 'workspace' | 'mlflow';

export const REGISTRY_NAME: Readonly<Record<RegistryKind, string>> = {
  unityCatalog: 'Unity Catalog',
  workspace: 'the Workspace registry',
  mlflow: 'the MLflow server',
};
