import type { AccessToken } from './access-token';
import { formRequest, login, LoginRefusal, type TokenTools } from './login';
import { workspaceRefusal } from './workspace-refusal';

export interface OAuthSecret {
  readonly endpoint: () => Promise<string>;
  readonly clientId: string;
  readonly secret: string;
}

const UNKNOWN_CLIENT =
  'Check that the user name of the service connection is the application ID of a service principal of this workspace; under its Secrets, generate an OAuth secret and put that in as password (secrets end after two years at most).';

/** A service principal with an OAuth secret of Databricks. */
export async function tokenForSecret(given: OAuthSecret, tools: TokenTools): Promise<AccessToken> {
  const { clientId, secret } = given;
  // RFC 6749 §2.3.1: both are form-encoded before they are joined.
  const pair = btoa([clientId, secret].map((part) => encodeURIComponent(part)).join(':'));
  tools.mask('the connection', pair);
  const form = { grant_type: 'client_credentials', scope: 'all-apis' };
  try {
    return await login(formRequest(await given.endpoint(), form, { Authorization: `Basic ${pair}` }), tools);
  } catch (error) {
    throw error instanceof LoginRefusal ? workspaceRefusal({ error, clientId, whenUnknown: UNKNOWN_CLIENT }) : error;
  }
}
