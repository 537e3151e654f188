import { UserError } from '../../core/errors';
import { workspaceHost } from '../../databricks/api/host';
import { azureConnection } from './azure-connection';
import type { Connection, ConnectionTools } from './connection';
import { databricksConnection } from './databricks-connection';
import { Endpoint } from './endpoint';

/** Reads only inputs of the group `connectionInputs`. */
export type ConnectionText = (
  name: 'connection' | 'azureConnection' | 'workspaceUrl' | 'workspaceResourceId',
) => string | undefined;

/** The service connection in the inputs, of either type. */
export function openConnection(text: ConnectionText, tools: ConnectionTools): Connection {
  const azure = text('azureConnection') ?? '';
  if (azure === '') {
    return databricksConnection(Endpoint.read(text('connection') ?? '', 'connection'), tools);
  }
  const host = workspaceHost(text('workspaceUrl') ?? '', "'workspaceUrl'");
  const workspaceResourceId = resourceId(text('workspaceResourceId') ?? '');
  return azureConnection(Endpoint.read(azure, 'azureConnection'), { host, workspaceResourceId }, tools);
}

function resourceId(text: string): string | undefined {
  const path = text.trim().replace(/\/+$/, '');
  if (
    path !== '' &&
    !/^\/subscriptions\/[^/\s]+\/resourceGroups\/[^/\s]+\/providers\/Microsoft\.Databricks\/workspaces\/[^/\s]+$/i.test(
      path,
    )
  ) {
    throw new UserError('INPUTS_REFUSED', {
      what: `Input 'workspaceResourceId' is '${text}', which is not the resource ID of a Databricks workspace.`,
      fix: 'Copy it from the properties of the workspace in the Azure portal: /subscriptions/…/resourceGroups/…/providers/Microsoft.Databricks/workspaces/….',
    });
  }
  return path === '' ? undefined : path;
}
