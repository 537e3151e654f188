import { workspaceHost } from '../../databricks/api/host';
import { bearerCredentials } from '../../databricks/auth/bearer';
import { tokenForSecret } from '../../databricks/auth/oauth-secret';
import { tokenCredentials } from '../../databricks/auth/token';
import { TokenCache } from '../../databricks/auth/token-cache';
import { tokenEndpoint } from '../../databricks/auth/token-endpoint';
import { exchangedToken } from '../../databricks/auth/token-exchange';
import type { Credentials } from '../../http/credentials';
import type { Connection, ConnectionTools } from './connection';
import type { Endpoint } from './endpoint';
import { identityTokens } from './identity-token';

/** A connection of our own type. One scheme, one way to authenticate, without fallback. */
export function databricksConnection(endpoint: Endpoint, tools: ConnectionTools): Connection {
  if (endpoint.url === '') {
    throw endpoint.unusable('has no workspace URL', 'Edit the service connection and enter the workspace URL.');
  }
  const host = workspaceHost(endpoint.url);
  switch (endpoint.scheme.toLowerCase()) {
    case 'token':
      return {
        host,
        credentials: byToken(endpoint, tools),
        method: 'personal access token',
        whenRefused: `Put a valid token of this workspace into the service connection given by '${endpoint.input}'; the present one is wrong or has expired.`,
      };
    case 'usernamepassword':
      return {
        host,
        credentials: bySecret(endpoint, host.origin, tools),
        method: 'OAuth secret of a service principal',
        whenRefused: NO_MEMBER,
      };
    case 'none':
      return {
        host,
        ...byFederation(endpoint, host.origin, tools),
        method: 'workload identity federation',
        whenRefused: NO_MEMBER,
      };
    default:
      throw endpoint.unusable(
        `authenticates by '${endpoint.scheme}', which a connection of type 'Databricks for MLOps' does not know`,
        `Set '${endpoint.input}' to a service connection of type 'Databricks for MLOps'; one of type Azure Resource Manager goes into 'azureConnection'.`,
      );
  }
}

const NO_MEMBER =
  'Check that the service principal of the connection belongs to this workspace and is active there; its token was fresh.';

function byToken(endpoint: Endpoint, { redactor }: ConnectionTools): Credentials {
  const fix = 'Edit the service connection and paste a personal access token of the workspace.';
  const token = endpoint.secret('apitoken', { what: 'token', fix }, redactor);
  // Other characters are invalid in a header, and show that more than the token was pasted.
  if (!/^[!-~]+$/.test(token)) {
    throw endpoint.unusable('contains a token with a blank, a line break or a letter that no token has', fix);
  }
  return tokenCredentials(token);
}

function bySecret(endpoint: Endpoint, origin: string, tools: ConnectionTools): Credentials {
  const fix =
    'Edit the service connection: user name is the application ID of the service principal, password its OAuth secret.';
  const clientId = endpoint.required('username', { what: 'application ID (user name)', fix });
  const secret = endpoint.secret('password', { what: 'OAuth secret (password)', fix }, tools.redactor);
  const given = { endpoint: tokenEndpoint(origin, tools.login.send), clientId, secret };
  return bearerCredentials(new TokenCache(() => tokenForSecret(given, tools.login), tools.cache));
}

type Federation = Pick<Connection, 'credentials' | 'claims'>;

function byFederation(endpoint: Endpoint, origin: string, tools: ConnectionTools): Federation {
  // Connections from an earlier version of the extension have it as data, which `required` finds too.
  const clientId = endpoint.required('applicationId', {
    what: 'application ID',
    fix: 'Edit the service connection and enter the application ID of the service principal that the pipeline acts as.',
  });
  const { assertion, claims } = identityTokens(endpoint, tools);
  const exchange = { endpoint: tokenEndpoint(origin, tools.login.send), clientId, assertion };
  const cache = new TokenCache(() => exchangedToken(exchange, tools.login), tools.cache);
  return { credentials: bearerCredentials(cache), claims };
}
