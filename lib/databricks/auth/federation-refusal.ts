import { UserError } from '../../core/errors';
import { claimsOf } from '../../core/jwt';
import { toJson } from '../../core/lossless-json';
import { clockFix } from './clock-fix';
import { claimLines, claimsInShort, identityClaims, shellQuoted, type IdentityClaims } from './identity-claims';
import type { LoginRefusal, Refused } from './login';
import { workspaceRefusal } from './workspace-refusal';

export interface RefusedExchange {
  readonly error: LoginRefusal;
  readonly assertion: string;
  readonly clientId: string;
  /** By our clock. */
  readonly now: number;
}

const UNKNOWN_CLIENT =
  'Correct the application ID in the service connection: it is the one that the account console shows for the service principal, not its numeric id and not its name.';

/** If the job's token caused it: the claims of the token and the policy that would trust it. */
export function federationRefusal({ error, assertion, clientId, now }: RefusedExchange): UserError {
  if (!blamesToken(error.refused)) {
    return workspaceRefusal({ error, clientId, whenUnknown: UNKNOWN_CLIENT });
  }
  const claims = identityClaims(assertion);
  const { status, code, description, skewMs } = error.refused;
  const what = `Databricks did not accept the identity token of this job for service principal ${clientId} (${status} ${code}): ${description} [${claimsInShort(claims)}]`;
  if (hasEnded(assertion, now - skewMs)) {
    return new UserError('LOGIN_REFUSED', { what, fix: clockFix({ skewMs }, 'Databricks'), cause: error });
  }
  return new UserError('FEDERATION_REFUSED', {
    what,
    fix: 'Give the service principal the federation policy printed above, or correct its issuer, subject and audiences to the values of the token.',
    details: [...claimLines(claims), ...policyLines(claims)],
    cause: error,
  });
}

/** RFC 8693 §2.2.2 answers a token that it does not accept with invalid_request, RFC 7523 §3.1 with invalid_grant. */
function blamesToken({ status, code }: Refused): boolean {
  return status === 400 && (code === 'invalid_grant' || code === 'invalid_request');
}

/** An expired token is refused like an untrusted one; no policy would change that. */
function hasEnded(assertion: string, now: number): boolean {
  return Number(claimsOf(assertion)?.['exp']) * 1000 <= now;
}

/** https://docs.databricks.com/aws/en/dev-tools/auth/oauth-federation-policy */
function policyLines({ issuer, subject, audiences }: IdentityClaims): readonly string[] {
  const policy = { oidc_policy: { issuer, audiences, subject } };
  return [
    // The agent masks the application ID, so this line does not name it.
    'Federation policy that lets it act as the service principal:',
    `  ${toJson(policy)}`,
    'Command for an account administrator; <sp-id> is the numeric id of the service principal in the account console:',
    `  databricks account service-principal-federation-policy create <sp-id> --json ${shellQuoted(toJson(policy))}`,
  ];
}
