import { UserError } from '../../../core/errors';
import { toJson } from '../../../core/lossless-json';
import { claimLines, claimsInShort, identityClaims, shellQuoted, type IdentityClaims } from '../identity-claims';
import type { LoginRefusal, TokenTools } from '../login';
import type { Principal } from './principal';

export interface RefusedPrincipal {
  readonly error: LoginRefusal;
  readonly principal: Principal;
  readonly assertion: string | undefined;
}

const NO_TRUST = new Set(['AADSTS70021', 'AADSTS700211', 'AADSTS700212', 'AADSTS700213', 'AADSTS7002138']);

/** What the codes ask for (https://learn.microsoft.com/entra/identity-platform/reference-error-codes). */
const FIXES: Readonly<Record<string, string>> = {
  AADSTS7000222:
    'The client secret has expired: create another one for the app registration and put its value into the service connection, or convert the connection to workload identity federation.',
  AADSTS7000215:
    "The client secret is wrong: put the secret's value, not its id, into the service connection, or convert the connection to workload identity federation.",
  AADSTS700016:
    'No application of that id exists in the tenant: correct application id and tenant id of the service connection, or create the app registration again.',
  AADSTS90002: 'The tenant does not exist: correct the tenant id and the environment of the service connection.',
  AADSTS700027:
    'The certificate is not registered with the application, or the key is of another one: upload the certificate to the app registration.',
  AADSTS7000112: 'The application is disabled: have an administrator enable it in Microsoft Entra ID.',
};
const OTHER_FIX =
  'Look the code up at https://login.microsoftonline.com/error, and correct the app registration or the service connection.';
const LARGE_SKEW_MS = 2 * 60_000;

/** Explains the AADSTS code; for a missing trust it prints the credential to create. */
export function entraRefusal(refused: RefusedPrincipal, tools: TokenTools): UserError {
  const { error, principal, assertion } = refused;
  const { status, code, description } = error.refused;
  // The code stands in front of a text of several lines with ids for the support.
  const aadsts = /AADSTS\d+/.exec(description)?.[0] ?? code;
  const text = description.replaceAll(/\s+/g, ' ').trim();
  const what = `Microsoft Entra ID gave application ${principal.clientId} of tenant ${principal.tenant} no token (${status} ${aadsts}): ${text}`;
  if (principal.proof.kind === 'federation' && assertion !== undefined && NO_TRUST.has(aadsts)) {
    const claims = identityClaims(assertion);
    tools.explain([...claimLines(claims), ...credentialLines(claims)]);
    return new UserError('FEDERATION_REFUSED', {
      what: `${what} [${claimsInShort(claims)}]`,
      fix: 'Give the app registration the federated credential printed above; issuer and subject have to equal the values of the token to the letter.',
      cause: error,
    });
  }
  const fix = aadsts === 'AADSTS700024' ? timeFix(error.refused.skewMs) : (FIXES[aadsts] ?? OTHER_FIX);
  return new UserError('LOGIN_REFUSED', { what, fix, cause: error });
}

function timeFix(skewMs: number): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return Math.abs(skewMs) > LARGE_SKEW_MS
    ? `Set the clock of the agent's machine: it is ${minutes} min ${skewMs > 0 ? 'ahead of' : 'behind'} the clock of Microsoft Entra ID.`
    : "Check the clock of the agent's machine, then re-run the stage: the proof of identity had ended or had not begun.";
}

function credentialLines({ issuer, subject, audiences }: IdentityClaims): readonly string[] {
  const credential = toJson({ name: 'azure-devops', issuer, subject, audiences });
  return [
    'Federated credential that trusts it:',
    `  ${credential}`,
    'Command for an owner of the app registration; <app-id> is the application id of the service connection:',
    `  az ad app federated-credential create --id <app-id> --parameters ${shellQuoted(credential)}`,
  ];
}
