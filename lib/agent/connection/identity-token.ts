import * as agent from 'azure-pipelines-task-lib/task';
import { oidcToken } from '../../azure-devops/oidc-token';
import { claimsOf } from '../../core/jwt';
import { identityClaims, type IdentityClaims } from '../../databricks/auth/identity-claims';
import type { Assertion } from '../../databricks/auth/login';
import type { ConnectionTools } from './connection';
import type { Endpoint } from './endpoint';
import { jobToken } from './job-access';

/** A shorter life could end before the service checks the token. */
const SHORTEST_USE_MS = 30_000;

export interface IdentityTokens {
  readonly assertion: Assertion;
  /** Claims of the newest token; undefined before the first. */
  readonly claims: () => IdentityClaims | undefined;
}

/** Identity tokens of the connection from Azure DevOps; the first exchange uses the one that the server sent, if any. */
export function identityTokens(endpoint: Endpoint, { login }: ConnectionTools): IdentityTokens {
  let sentAlong = endpoint.parameter('idToken');
  let claims: IdentityClaims | undefined;
  const assertion: Assertion = async () => {
    const first = sentAlong;
    sentAlong = '';
    const isGood = Number(claimsOf(first)?.['exp'] ?? 0) * 1000 > login.clock.now() + SHORTEST_USE_MS;
    const token = isGood ? first : await oidcToken(requestFor(endpoint), login);
    login.mask('the identity token of the job', token);
    claims = identityClaims(token);
    return token;
  };
  return { assertion, claims: () => claims };
}

function requestFor({ id }: Endpoint): Parameters<typeof oidcToken>[0] {
  return {
    uri: agent.getVariable('System.OidcRequestUri'),
    jobToken: jobToken(),
    serviceConnectionId: id,
  };
}
