import type { AccessToken } from './access-token';
import { federationRefusal } from './federation-refusal';
import { formRequest, login, LoginRefusal, type Assertion, type TokenTools } from './login';

export interface Exchange {
  readonly endpoint: () => Promise<string>;
  /** Application ID of the service principal with the federation policy. */
  readonly clientId: string;
  readonly assertion: Assertion;
}

/** Exchanges somebody else's token for one of Databricks (RFC 8693). */
export async function exchangedToken(
  { endpoint, clientId, assertion }: Exchange,
  tools: TokenTools,
): Promise<AccessToken> {
  const url = await endpoint();
  const subject = await assertion();
  const form = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: subject,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    scope: 'all-apis',
    client_id: clientId,
  };
  try {
    return await login(formRequest(url, form), tools);
  } catch (error) {
    const now = tools.clock.now();
    throw error instanceof LoginRefusal ? federationRefusal({ error, assertion: subject, clientId, now }) : error;
  }
}
