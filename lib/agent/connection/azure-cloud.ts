import { UserError } from '../../core/errors';
import type { WorkspaceHost } from '../../databricks/api/host';
import { AZURE_CLOUDS, type AzureCloud } from '../../databricks/auth/entra/cloud';
import type { Endpoint } from './endpoint';

/** The cloud of an Azure connection, which must be the workspace's cloud. */
export function cloudOf(endpoint: Endpoint, { origin }: WorkspaceHost): AzureCloud {
  const name = endpoint.data('environment') || 'AzureCloud';
  const [known, cloud] = Object.entries(AZURE_CLOUDS).find(([other]) => isSame(other, name)) ?? [];
  if (known === undefined || cloud === undefined) {
    throw endpoint.unusable(
      `belongs to the environment '${name}', for which no login is known`,
      `Use a connection of one of the environments ${Object.keys(AZURE_CLOUDS).join(', ')}.`,
    );
  }
  refuseOtherCloud(origin, known);
  return cloud;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A host with an unknown name may be a proxy for a workspace, so it is allowed. */
function refuseOtherCloud(origin: string, name: string): void {
  const { hostname } = new URL(origin);
  const [home] = Object.entries(AZURE_CLOUDS).find(([, { workspaces }]) => hostname.endsWith(workspaces)) ?? [];
  if (home !== undefined && home !== name) {
    throw new UserError('CONNECTION_UNUSABLE', {
      what: `Input 'workspaceUrl' leads to ${origin} in ${home}, and the service connection given by 'azureConnection' belongs to ${name}. A token of one cloud is not valid in another.`,
      fix: `Use a service connection of the environment ${home}, or correct 'workspaceUrl'.`,
    });
  }
  if (/\.(?:cloud|gcp)\.databricks\.com$/.test(hostname)) {
    throw new UserError('CONNECTION_UNUSABLE', {
      what: `Input 'workspaceUrl' leads to ${origin}, a workspace outside Azure. It does not accept the token of an Azure connection.`,
      fix: "Use 'connection' with a service connection of type 'Databricks for MLOps' instead.",
    });
  }
}
