import type { AccessToken } from '../access-token';
import { formRequest, login, LoginRefusal, type TokenTools } from '../login';
import type { AzureCloud } from './cloud';
import type { Principal } from './principal';
import { entraRefusal } from './refusal';

export function entraTokenUrl({ authority }: AzureCloud, tenant: string): string {
  return `${authority}${encodeURIComponent(tenant)}/oauth2/v2.0/token`;
}

/** A token of the application for one resource. */
export async function principalToken(resource: string, principal: Principal, tools: TokenTools): Promise<AccessToken> {
  const { cloud, tenant, clientId, proof } = principal;
  const assertion = proof.kind === 'secret' ? undefined : await proof.assertion();
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    // For a resource with a trailing slash, two slashes are right: the resource is used as is.
    scope: `${resource}/.default`,
    ...(proof.kind === 'secret' && { client_secret: proof.secret }),
    ...(assertion !== undefined && {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  };
  try {
    return await login(formRequest(entraTokenUrl(cloud, tenant), form), tools);
  } catch (error) {
    throw error instanceof LoginRefusal ? entraRefusal({ error, principal, assertion }) : error;
  }
}
