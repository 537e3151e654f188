import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import type { FederationPolicy } from '../identity/directory';
import { isSignedBy, type JsonWebToken } from './json-web-token';
import { OAuthRefusal } from './oauth-refusal';

/** The subject of a token that one of the policies trusts; the refusal says what does not match. */
export function federatedSubject(token: JsonWebToken, policies: readonly FederationPolicy[], now: number): string {
  const mismatches = policies.map((policy) => mismatch(token, policy, now));
  const matching = policies[mismatches.indexOf(undefined)];
  if (matching === undefined) {
    const reasons = mismatches.join('; ') || 'no federation policy exists';
    throw new OAuthRefusal('invalid_grant', `The token does not match any federation policy: ${reasons}.`);
  }
  return textClaim(token.claims, matching.subjectClaim ?? 'sub');
}

function mismatch(token: JsonWebToken, policy: FederationPolicy, now: number): string | undefined {
  const { claims, header } = token;
  const { issuer, audiences, subject, subjectClaim = 'sub', jwks } = policy;
  if (claims['iss'] !== issuer) {
    return `issuer '${textClaim(claims, 'iss')}' is not '${issuer}'`;
  }
  const named = [claims['aud']].flat().map(scalarText);
  if (!named.some((audience) => audiences.includes(audience))) {
    return `audience '${named.join(', ')}' is not one of '${audiences.join("', '")}'`;
  }
  const actual = textClaim(claims, subjectClaim);
  if (actual === '' || (subject !== undefined && actual !== subject)) {
    return `subject '${actual}' is not '${subject ?? 'given'}'`;
  }
  if (!isSignedBy(token, jwks)) {
    return `signature with algorithm '${textClaim(header, 'alg')}' is not by a key of the issuer`;
  }
  const seconds = now / 1000;
  if (!(Number(claims['exp']) > seconds)) {
    return `token expired at '${textClaim(claims, 'exp')}'`;
  }
  return Number(claims['nbf'] ?? 0) > seconds ? `token is not valid before '${textClaim(claims, 'nbf')}'` : undefined;
}

function textClaim(claims: JsonObject, name: string): string {
  return scalarText(claims[name]);
}
