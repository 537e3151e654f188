import { UserError } from '../core/errors';
import { LoginError } from '../core/login-error';
import { loginRequest, type LoginTools } from '../http/login-request';

export interface OidcRequest {
  /** System.OidcRequestUri; absent on servers without identity tokens. */
  readonly uri: string | undefined;
  /** Token of the job for Azure DevOps itself. */
  readonly jobToken: string | undefined;
  readonly serviceConnectionId: string;
}

/**
 * Gets an identity token for a service connection from Azure DevOps. It is valid for a few minutes,
 * so every exchange needs a new one
 * (https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create).
 */
export async function oidcToken(request: OidcRequest, tools: LoginTools): Promise<string> {
  const { uri, jobToken, serviceConnectionId } = request;
  if (uri === undefined || !URL.canParse(uri) || jobToken === undefined) {
    throw new UserError('OIDC_UNAVAILABLE', {
      what: 'This Azure DevOps issues no identity tokens to jobs (System.OidcRequestUri is not set), and the service connection authenticates by federation.',
      fix: 'Azure DevOps Server has none: use a service connection with a secret there. On Azure DevOps Services, update the agent.',
    });
  }
  const url = new URL(uri);
  url.searchParams.set('api-version', '7.1');
  url.searchParams.set('serviceConnectionId', serviceConnectionId);
  const headers = {
    Accept: 'application/json',
    'Content-Type': 'application/json',
    Authorization: `Bearer ${jobToken}`,
    // Otherwise an expired job token returns a redirect to a login page.
    'X-TFS-FedAuthRedirect': 'Suppress',
  };
  const { status, json } = await loginRequest({ method: 'POST', url: url.href, headers, body: '' }, tools);
  const token = json['oidcToken'];
  if (status >= 400) {
    throw refusal(status, json['message']);
  }
  if (typeof token !== 'string' || token === '') {
    throw new LoginError('malformed', url.host, { message: `${url.host} answered ${status} without 'oidcToken'` });
  }
  return token;
}

function refusal(status: number, message: unknown): UserError {
  const told = typeof message === 'string' && message !== '' ? `: ${message}` : '';
  return new UserError('OIDC_UNAVAILABLE', {
    what: `Azure DevOps refused this job an identity token for the service connection (${status})${told}.`,
    fix: 'Check that the service connection still exists and that its security page permits this pipeline, then re-run the stage.',
  });
}
