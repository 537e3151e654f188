import type { Account } from './account';
import { signedFor } from './file-areas/signed-addresses';
import type { ReceivedRequest } from './http/received-request';
import { clientOf } from './sign-in/token-form';
import { TOKEN_PATH } from './sign-in/token-routes';
import type { Workspace } from './workspace';

/**
 * The workspace of a request without a known token: the one in a signed URL, else one of the account with that OAuth
 * client, else one of the account that was added last.
 */
export function workspaceOfRequest(accounts: readonly Account[], request: ReceivedRequest): Workspace | undefined {
  const { path } = request;
  const orgId = signedFor(path);
  if (orgId !== undefined) {
    const all = accounts.flatMap(({ workspaces }) => Object.values(workspaces));
    return all.find((workspace) => workspace.orgId === orgId);
  }
  const client = path === TOKEN_PATH ? clientOf(request).id : '';
  const owner = accounts.findLast(({ directory }) => directory.servicePrincipal(client) !== undefined);
  return (owner ?? accounts.at(-1))?.firstWorkspace;
}
