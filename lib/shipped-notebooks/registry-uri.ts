/** How MLflow in a notebook addresses the registries that Databricks has. */
export const REGISTRY_URI = { unityCatalog: 'databricks-uc', workspace: 'databricks' } as const;

export type HostedRegistry = keyof typeof REGISTRY_URI;
