/** A service connection as the server hands it to an agent. */
export interface ServiceEndpoint {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly url: string;
  readonly authorization: { readonly scheme: string; readonly parameters: Readonly<Record<string, string>> };
  readonly data?: Readonly<Record<string, string>>;
}

/** What `task.setendpoint` may change while the job runs. */
export interface JobEndpoint {
  readonly id: string;
  readonly name: string;
  url: string;
  readonly scheme: string;
  readonly parameters: Record<string, string>;
  readonly data: Record<string, string>;
}

export const SYSTEM_CONNECTION = 'SystemVssConnection';

// The agent's own list (MaskingUtil): parameters that describe the authorization rather than grant it.
const PUBLIC_PARAMETERS = new Set([
  'acceptuntrustedcerts',
  'accesstokenfetchingmethod',
  'accesstokentype',
  'audience',
  'authenticationtype',
  'authorizationtype',
  'completecallbackpayload',
  'expiresat',
  'issuedat',
  'oauthaccesstokenissupplied',
  'role',
  'scope',
  'tenantid',
  'unsecured',
  'usewindowssecurity',
]);

export function isSecretParameter(name: string): boolean {
  return !PUBLIC_PARAMETERS.has(name.toLowerCase());
}

export function jobEndpoint(endpoint: ServiceEndpoint): JobEndpoint {
  return {
    id: endpoint.id,
    name: endpoint.name,
    url: endpoint.url,
    scheme: endpoint.authorization.scheme,
    parameters: { ...endpoint.authorization.parameters },
    data: { ...endpoint.data },
  };
}

/** The connection every node task gets: the job token for Azure DevOps itself. */
export function systemConnection(url: string, accessToken: string): JobEndpoint {
  return {
    id: SYSTEM_CONNECTION.toUpperCase(),
    name: SYSTEM_CONNECTION,
    url,
    scheme: 'OAuth',
    parameters: { AccessToken: accessToken },
    data: {},
  };
}
