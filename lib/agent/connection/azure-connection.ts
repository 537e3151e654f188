import { randomUUID } from 'node:crypto';
import type { WorkspaceHost } from '../../databricks/api/host';
import { certificateAssertion } from '../../databricks/auth/entra/certificate';
import type { AzureCloud } from '../../databricks/auth/entra/cloud';
import { entraCredentials, type EntraLogin } from '../../databricks/auth/entra/credentials';
import { managedIdentityToken } from '../../databricks/auth/entra/managed-identity';
import type { Principal } from '../../databricks/auth/entra/principal';
import { entraTokenUrl, principalToken } from '../../databricks/auth/entra/principal-token';
import { withAttemptTimeout } from '../../http/attempt-timeout';
import { httpClient } from '../../http/client';
import { cloudOf } from './azure-cloud';
import type { Connection, ConnectionTools } from './connection';
import type { Endpoint } from './endpoint';
import { identityTokens } from './identity-token';

export interface AzureWorkspace {
  readonly host: WorkspaceHost;
  readonly workspaceResourceId: string | undefined;
}

const IDENTITY_SERVICE_TIMEOUT_MS = 10_000;
const INCOMPLETE = 'Open the service connection and save it again with all of its fields.';

/** A connection of type Azure Resource Manager, used to log in to a workspace that another input names. */
export function azureConnection(endpoint: Endpoint, workspace: AzureWorkspace, tools: ConnectionTools): Connection {
  const { host, workspaceResourceId } = workspace;
  const cloud = cloudOf(endpoint, host);
  const { method, token, ...identity } = loginOf(endpoint, cloud, tools);
  return {
    host,
    credentials: entraCredentials({ cloud, token, workspaceResourceId }, tools.cache),
    method,
    ...identity,
    whenRefused:
      "Add the service principal or managed identity of the Azure connection to this workspace; where it is owner or contributor of the workspace in Azure, setting 'workspaceResourceId' does that.",
  };
}

type Login = Pick<EntraLogin, 'token'> & Pick<Connection, 'method' | 'claims'>;

/** One scheme, one way to authenticate, without fallback. */
function loginOf(endpoint: Endpoint, cloud: AzureCloud, tools: ConnectionTools): Login {
  switch (endpoint.scheme.toLowerCase()) {
    case 'workloadidentityfederation': {
      const { assertion, claims } = identityTokens(endpoint, tools);
      const principal = { ...application(endpoint, cloud), proof: { kind: 'federation', assertion } as const };
      return {
        method: 'workload identity federation of an Azure connection',
        claims,
        token: (resource) => principalToken(resource, principal, tools.login),
      };
    }
    case 'serviceprincipal': {
      const principal = provenApplication(application(endpoint, cloud), endpoint, tools);
      return {
        method: `${principal.proof.kind === 'secret' ? 'client secret' : 'certificate'} of an Azure connection`,
        token: (resource) => principalToken(resource, principal, tools.login),
      };
    }
    case 'managedserviceidentity': {
      const clientId = endpoint.data('msiClientId') || undefined;
      // The identity service is part of the machine, so never use a proxy.
      const send = withAttemptTimeout(httpClient({}), IDENTITY_SERVICE_TIMEOUT_MS);
      return {
        method: 'managed identity of the machine',
        token: (resource) => managedIdentityToken(resource, clientId, { ...tools.login, send }),
      };
    }
    default:
      throw endpoint.unusable(
        `authenticates by '${endpoint.scheme}', with which an Azure connection opens no workspace`,
        "Set 'azureConnection' to a service connection of type Azure Resource Manager; one of type 'Databricks for MLOps' goes into 'connection'.",
      );
  }
}

type Application = Omit<Principal, 'proof'>;

function application(endpoint: Endpoint, cloud: AzureCloud): Application {
  return {
    cloud,
    tenant: endpoint.required('tenantId', { what: 'tenant id', fix: INCOMPLETE }),
    clientId: endpoint.required('servicePrincipalId', { what: 'application ID', fix: INCOMPLETE }),
  };
}

function provenApplication(known: Application, endpoint: Endpoint, { redactor, login }: ConnectionTools): Principal {
  if (endpoint.parameter('authenticationType').toLowerCase() !== 'spncertificate') {
    const secret = endpoint.secret(
      'servicePrincipalKey',
      { what: 'client secret', fix: 'Enter the client secret of the app registration into the service connection.' },
      redactor,
    );
    return { ...known, proof: { kind: 'secret', secret } };
  }
  const pem = endpoint.required('servicePrincipalCertificate', { what: 'certificate', fix: INCOMPLETE });
  redactor.add('the connection', pem);
  const audience = entraTokenUrl(known.cloud, known.tenant);
  const { clock, mask } = login;
  const owner = { pem, audience, clientId: known.clientId, clock, mask, randomId: randomUUID };
  return { ...known, proof: { kind: 'certificate', assertion: certificateAssertion(owner) } };
}
