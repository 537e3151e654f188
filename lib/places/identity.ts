import type { Workspace } from '../databricks/workspace';
import type { Registry } from '../registry/registry';

interface Clients {
  readonly registry: Registry;
  /** Opened on first use, and there is none for a plain MLflow server. */
  readonly workspace: Workspace;
}

/** Who acts at the registry. A plain MLflow server has no way to ask. */
export async function identityAt(clients: Clients): Promise<string> {
  return clients.registry.kind === 'mlflow'
    ? `the credentials of the step at ${clients.registry.address}`
    : (await clients.workspace.scim.me()).userName;
}
