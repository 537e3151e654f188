import { UserError } from '../../../core/errors';
import { LoginError } from '../../../core/login-error';
import type { LoginRetryPolicy } from '../../../http/login-request';
import type { AccessToken } from '../access-token';
import { login, LoginRefusal, type TokenTools } from '../login';

/** The machine's own identity service; the address works only in Azure and without a proxy. */
const IDENTITY_SERVICE = 'http://169.254.169.254/metadata/identity/oauth2/token';

/** During an update, the service returns 404, or 410 for up to 70 seconds; the last attempt must come after that. */
const RETRY_POLICY: LoginRetryPolicy = {
  isRetried: (status) => status === 404 || status === 410 || status >= 500,
  budgetMs: 90_000,
};

/**
 * A token of the virtual machine's identity for one resource
 * (https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token).
 */
export async function managedIdentityToken(
  resource: string,
  clientId: string | undefined,
  tools: TokenTools,
): Promise<AccessToken> {
  const url = new URL(IDENTITY_SERVICE);
  url.searchParams.set('api-version', '2018-02-01');
  url.searchParams.set('resource', resource);
  if (clientId !== undefined) {
    url.searchParams.set('client_id', clientId);
  }
  try {
    const request = { method: 'GET', url: url.href, headers: { Metadata: 'true' } } as const;
    return await login(request, { ...tools, retryPolicy: RETRY_POLICY });
  } catch (error) {
    throw explained(error);
  }
}

const FIX =
  'Run the job on a self-hosted agent whose Azure machine has the managed identity assigned, or use a service connection with workload identity federation.';

/** Other clouds have a different service at that address. */
const ELSEWHERE = new Set<LoginError['fault']>(['unreachable', 'malformed', 'page']);

function explained(error: unknown): unknown {
  if (error instanceof LoginError && ELSEWHERE.has(error.fault)) {
    const message = `The machine of this agent has no service for managed identities: ${error.message}`;
    return new LoginError(error.fault, error.host, { message, fix: FIX, cause: error });
  }
  if (error instanceof LoginError && error.fault === 'unavailable') {
    const message = `The identity service of this agent's machine gave no token: ${error.message}`;
    const fix = `Re-run this stage later. Where that never helps, the machine may have no such service. ${FIX}`;
    return new LoginError(error.fault, error.host, { message, fix, cause: error });
  }
  if (!(error instanceof LoginRefusal)) {
    return error;
  }
  const { status, code, description } = error.refused;
  return new UserError('LOGIN_REFUSED', {
    what: `The machine of this agent has no managed identity to use (${status} ${code}): ${description}`,
    fix: FIX,
    cause: error,
  });
}
