import { claimsOf } from '../../core/jwt';
import { isJsonList, scalarText } from '../../core/lossless-json';

/** The claims that a policy checks: issuer, subject and audience. */
export interface IdentityClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

export function identityClaims(jwt: string): IdentityClaims {
  const { iss, sub, aud } = claimsOf(jwt) ?? {};
  return {
    issuer: scalarText(iss),
    subject: scalarText(sub),
    audiences: isJsonList(aud) ? aud.map((audience) => scalarText(audience)) : [scalarText(aud)],
  };
}

export function claimLines({ issuer, subject, audiences }: IdentityClaims): readonly string[] {
  return [
    'The identity token of this job says:',
    `  iss ${issuer}`,
    `  sub ${subject}`,
    `  aud ${audiences.join(', ')}`,
  ];
}

export function claimsInShort({ issuer, subject, audiences }: IdentityClaims): string {
  return `iss '${issuer}', sub '${subject}', aud '${audiences.join(', ')}'`;
}

/** For a POSIX shell; names of projects and connections may contain anything. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
