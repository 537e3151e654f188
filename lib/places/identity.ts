import type { Workspace } from '../databricks/workspace';
import type { Registry } from '../registry/registry';

interface Clients {
  readonly registry: Registry;
  /** Opened on first use; a plain MLflow server has none. */
  readonly workspace: Workspace;
}

/** The identity at the registry. A plain MLflow server cannot tell it. */
export async function identityAt(clients: Clients): Promise<string> {
  return clients.registry.kind === 'mlflow'
    ? `the credentials of the step at ${clients.registry.address}`
    : (await clients.workspace.scim.me()).userName;
}
