import { UserError } from '../../../core/errors';
import { toJson } from '../../../core/lossless-json';
import { clockFix } from '../clock-fix';
import { claimLines, claimsInShort, identityClaims, shellQuoted, type IdentityClaims } from '../identity-claims';
import type { LoginRefusal } from '../login';
import { DATABRICKS_RESOURCE } from './cloud';
import type { Principal } from './principal';

export interface RefusedPrincipal {
  readonly error: LoginRefusal;
  readonly principal: Principal;
  readonly assertion: string | undefined;
}

const NO_TRUST = new Set(['AADSTS70021', 'AADSTS700211', 'AADSTS700212', 'AADSTS700213', 'AADSTS7002138']);

const NO_TENANT = 'The tenant does not exist: correct the tenant id and the environment of the service connection.';
const OTHER_CLOUD =
  'The tenant belongs to another cloud: correct the environment of the service connection (AzureCloud, AzureUSGovernment, AzureChinaCloud).';

/** By the service's clock, the assertion had expired or was not valid yet. */
const UNTIMELY = new Set(['AADSTS700024', 'AADSTS500133']);

/** The next step for each code (https://learn.microsoft.com/entra/identity-platform/reference-error-codes). */
const FIXES: Readonly<Record<string, string>> = {
  AADSTS7000222:
    'The client secret has expired: create another one for the app registration and put its value into the service connection, or convert the connection to workload identity federation.',
  AADSTS7000215:
    "The client secret is wrong: put the secret's value, not its ID, into the service connection, or convert the connection to workload identity federation.",
  AADSTS700016:
    'No application of that id exists in the tenant: correct application ID and tenant id of the service connection, or create the app registration again.',
  AADSTS50034: 'The tenant knows no such identity: correct application ID and tenant id of the service connection.',
  AADSTS7000229:
    'The application has no service principal in the tenant: create it with az ad sp create --id and the application ID, or correct the tenant id of the service connection.',
  AADSTS500011: `The tenant does not know Azure Databricks: correct the tenant id and the environment of the service connection to those of the workspace. In a tenant that has never used it, an administrator runs az ad sp create --id ${DATABRICKS_RESOURCE}.`,
  AADSTS53003:
    'A Conditional Access policy keeps the application out: have an administrator of Microsoft Entra ID allow it, or run the job on an agent at an address that the policy allows.',
  AADSTS90002: NO_TENANT,
  AADSTS900023: NO_TENANT,
  AADSTS900382: OTHER_CLOUD,
  AADSTS900439: OTHER_CLOUD,
  AADSTS700027:
    'The certificate is not registered with the application, or has expired: upload a current one to the app registration, and put it with its key into the service connection.',
  AADSTS7000112: 'The application is disabled: have an administrator enable it in Microsoft Entra ID.',
};
const OTHER_FIX =
  'Look the code up at https://login.microsoftonline.com/error, and correct the app registration or the service connection.';

/** Explains the AADSTS code; if trust is missing, with the federated credential to create. */
export function entraRefusal({ error, principal, assertion }: RefusedPrincipal): UserError {
  const { status, code, description } = error.refused;
  // The code is at the start of a text of several lines with IDs for support.
  const aadsts = /AADSTS\d+/.exec(description)?.[0] ?? code;
  const text = description.replaceAll(/\s+/g, ' ').trim();
  const what = `Microsoft Entra ID gave application ${principal.clientId} of tenant ${principal.tenant} no token (${status} ${aadsts}): ${text}`;
  if (principal.proof.kind === 'federation' && assertion !== undefined && NO_TRUST.has(aadsts)) {
    const claims = identityClaims(assertion);
    return new UserError('FEDERATION_REFUSED', {
      what: `${what} [${claimsInShort(claims)}]`,
      fix: 'Give the app registration the federated credential printed above; issuer and subject must match the token exactly.',
      details: [...claimLines(claims), ...credentialLines(claims)],
      cause: error,
    });
  }
  const fix = UNTIMELY.has(aadsts) ? clockFix(error.refused, 'Microsoft Entra ID') : (FIXES[aadsts] ?? OTHER_FIX);
  return new UserError('LOGIN_REFUSED', { what, fix, cause: error });
}

function credentialLines({ issuer, subject, audiences }: IdentityClaims): readonly string[] {
  const credential = toJson({ name: 'azure-devops', issuer, subject, audiences });
  return [
    'Federated credential that trusts it:',
    `  ${credential}`,
    'Command for an owner of the app registration; <app-id> is the application ID of the service connection:',
    `  az ad app federated-credential create --id <app-id> --parameters ${shellQuoted(credential)}`,
  ];
}
