import type { ServiceEndpoint } from '../../../local/agent/job';
import type { FakeService } from './answer';
import { APPLICATION, CLIENT_SECRET, TENANT } from './fake-entra';
import { OAUTH_SECRET, PRINCIPAL } from './fake-workspace';
import type { IssuedTokens } from './issued-tokens';
import { CONNECTION_ID, type LoginFixture } from './login-fixture';

/** One way to log in: the connection, the inputs, and the services. */
export interface Method {
  readonly name: string;
  readonly inputs: (fixture: LoginFixture) => Readonly<Record<string, string>>;
  readonly endpoint: (fixture: LoginFixture) => Partial<ServiceEndpoint>;
  /** Who gives the token for the workspace. */
  readonly login: (fixture: LoginFixture) => FakeService & { readonly tokens: IssuedTokens };
  /** Makes the login refuse. */
  readonly refusal: Refusal;
  /** Makes what the connection proves itself with end. */
  readonly expiry: Refusal;
}

export interface Refusal {
  readonly arrange: (fixture: LoginFixture) => void;
  /** What the user reads then. */
  readonly says: RegExp;
}

const byConnection = (): Readonly<Record<string, string>> => ({});
const byAzure = ({ workspaceUrl }: LoginFixture): Readonly<Record<string, string>> => ({
  connection: '',
  azureConnection: CONNECTION_ID,
  workspaceUrl,
});
const application = { tenantid: TENANT, serviceprincipalid: APPLICATION };

/** As a project keeps it for Azure Resource Manager. */
export function azure(
  scheme: string,
  parameters: Readonly<Record<string, string>> = {},
  environment = 'AzureCloud',
): Partial<ServiceEndpoint> {
  const authorization = { scheme, parameters: { ...application, ...parameters } };
  return { type: 'AzureRM', url: 'https://management.azure.com/', authorization, data: { environment } };
}

/** Nobody is asked for this one: the connection holds it. */
export const ACCESS_TOKEN: Pick<Method, 'inputs' | 'endpoint'> = {
  inputs: byConnection,
  endpoint: ({ workspaceUrl, accessTokens }) => ({
    url: workspaceUrl,
    authorization: {
      scheme: 'Token',
      parameters: { apitoken: `${String(accessTokens.issue('workspace')['access_token'])}\n` },
    },
  }),
};

export const METHODS: readonly Method[] = [
  {
    name: 'an OAuth secret',
    inputs: byConnection,
    endpoint: ({ workspaceUrl }) => ({
      url: workspaceUrl,
      authorization: { scheme: 'UsernamePassword', parameters: { username: PRINCIPAL, password: OAUTH_SECRET } },
    }),
    login: ({ workspaceLogin }) => workspaceLogin,
    refusal: {
      arrange: ({ workspaceLogin }) => void (workspaceLogin.secret = 'another'),
      says: /^Databricks gave service principal \S+ no token \(401 invalid_client\): Client authentication failed\nFix: .*generate an OAuth secret.* \(LOGIN_REFUSED\)$/,
    },
    expiry: {
      arrange: ({ workspaceLogin }) =>
        void workspaceLogin.faults.push({
          status: 401,
          body: { error: 'invalid_client', error_description: 'The secret has expired' },
        }),
      says: /\(401 invalid_client\): The secret has expired\nFix: .*secrets end after two years at most\)\. \(LOGIN_REFUSED\)$/,
    },
  },
  {
    name: 'federation at the workspace',
    inputs: byConnection,
    endpoint: ({ workspaceUrl }) => ({
      url: workspaceUrl,
      authorization: { scheme: 'None', parameters: { applicationId: PRINCIPAL } },
    }),
    login: ({ workspaceLogin }) => workspaceLogin,
    refusal: {
      arrange: ({ trust }) => void (trust.expected = { ...trust.expected, sub: 'sc://contoso/other/one' }),
      says: /^Databricks did not accept the identity token.*\(400 invalid_grant\): .*subject mismatch \[iss 'https:.*', sub 'sc:.*', aud 'api:.*'\]\nFix: Give the service principal the federation policy printed above.* \(FEDERATION_REFUSED\)$/,
    },
    expiry: {
      arrange: ({ azureDevOps }) => void (azureDevOps.seconds = -60),
      says: /\(400 invalid_grant\): .*time mismatch .*\nFix: Check the clock of the agent's machine, then re-run the stage.* \(LOGIN_REFUSED\)$/,
    },
  },
  {
    name: 'federation of an Azure connection',
    inputs: byAzure,
    endpoint: () => azure('WorkloadIdentityFederation'),
    login: ({ entra }) => entra,
    refusal: {
      arrange: ({ trust }) => void (trust.expected = { ...trust.expected, iss: 'https://other.example' }),
      says: /^Microsoft Entra ID gave application .* no token \(401 AADSTS700211\): .*Timestamp: \S+ \S+ \[iss .*\]\nFix: Give the app registration the federated credential printed above.* \(FEDERATION_REFUSED\)$/,
    },
    expiry: {
      arrange: ({ azureDevOps }) => void (azureDevOps.seconds = -60),
      says: /\(401 AADSTS700024\): .*\nFix: Check the clock of the agent's machine, then re-run the stage.* \(LOGIN_REFUSED\)$/,
    },
  },
  {
    name: 'the secret of an Azure connection',
    inputs: byAzure,
    endpoint: () => azure('ServicePrincipal', { authenticationType: 'spnKey', serviceprincipalkey: CLIENT_SECRET }),
    login: ({ entra }) => entra,
    refusal: {
      arrange: ({ entra }) => void (entra.secret = 'another'),
      says: /\(401 AADSTS7000215\): .*\nFix: The client secret is wrong: put the secret's value, not its ID.* \(LOGIN_REFUSED\)$/,
    },
    expiry: {
      arrange: ({ entra }) => entra.refuseWith('AADSTS7000222: The provided client secret keys are expired.'),
      says: /\(401 AADSTS7000222\): .*\nFix: The client secret has expired: create another one.* \(LOGIN_REFUSED\)$/,
    },
  },
  {
    name: 'the certificate of an Azure connection',
    inputs: byAzure,
    endpoint: ({ certificate: { cert, key } }) =>
      azure('ServicePrincipal', { authenticationType: 'spnCertificate', servicePrincipalCertificate: key + cert }),
    login: ({ entra }) => entra,
    refusal: {
      arrange: ({ entra }) => entra.refuseWith('AADSTS700027: The certificate is not registered on application.'),
      says: /\(401 AADSTS700027\): .*\nFix: The certificate is not registered with the application.* \(LOGIN_REFUSED\)$/,
    },
    expiry: {
      arrange: ({ entra }) => entra.refuseWith('AADSTS700027: Assertion failed. [Reason - The key used is expired.]'),
      says: /\(401 AADSTS700027\): .*The key used is expired\.\].*\nFix: .* or has expired: upload a current one.* \(LOGIN_REFUSED\)$/,
    },
  },
  {
    name: 'the managed identity of the machine',
    inputs: byAzure,
    endpoint: () => azure('ManagedServiceIdentity'),
    login: ({ identityService }) => identityService,
    refusal: {
      arrange: ({ identityService }) =>
        void identityService.faults.push({
          status: 400,
          body: { error: 'invalid_request', error_description: 'Identity not found' },
        }),
      says: /^The machine of this agent has no managed identity to use \(400 invalid_request\): Identity not found\nFix: Run the job on a self-hosted agent.* \(LOGIN_REFUSED\)$/,
    },
    expiry: {
      arrange: ({ identityService }) => void (identityService.tokens.lifetime = { seconds: -1, speed: 1 }),
      says: /Invalid access token.*\nFix: Add the service principal or managed identity .* \(TOKEN_REFUSED\)$/,
    },
  },
];
