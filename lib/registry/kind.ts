/** The three registries that MLflow's client can talk to, by the words of the input `registry`. */
export type RegistryKind = 'unityCatalog' | 'workspace' | 'mlflow';

export const REGISTRY_NAME: Readonly<Record<RegistryKind, string>> = {
  unityCatalog: 'Unity Catalog',
  workspace: 'the Workspace registry',
  mlflow: 'the MLflow server',
};
