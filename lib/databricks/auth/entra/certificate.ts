import type { Clock } from '../../../core/clock';
import { UserError } from '../../../core/errors';
import type { JsonObject } from '../../../core/lossless-json';
import { certificateThumbprint, signedJwt } from '../../../core/node/signed-jwt';
import type { Assertion, TokenTools } from '../login';

export interface CertificateOwner {
  /** Private key and certificate in any order, optionally with the certificates of its issuers. */
  readonly pem: string;
  readonly clientId: string;
  /** URL of the token endpoint, the audience of the assertion. */
  readonly audience: string;
  readonly clock: Clock;
  /** An assertion is a credential while it is valid, so mask it before it is used. */
  readonly mask: TokenTools['mask'];
  readonly randomId: () => string;
}

const LIFETIME_S = 600;

/** Builds a client assertion signed by a certificate, as https://learn.microsoft.com/entra/identity-platform/certificate-credentials requires. */
export function certificateAssertion(owner: CertificateOwner): Assertion {
  const { pem, clientId, audience, clock, mask, randomId } = owner;
  const certificates = blocksOf(pem, 'CERTIFICATE');
  const [key = ''] = blocksOf(pem, '(?:RSA )?PRIVATE KEY');
  return async () => {
    const now = Math.floor(clock.now() / 1000);
    const times = { nbf: now, iat: now, exp: now + LIFETIME_S };
    const claims = { aud: audience, iss: clientId, sub: clientId, jti: randomId(), ...times };
    const proof = signedBy({ certificates, key }, claims);
    mask('the proof of the connection', proof);
    return proof;
  };
}

interface KeyPair {
  /** One of them belongs to the key. */
  readonly certificates: readonly string[];
  readonly key: string;
}

function signedBy({ certificates, key }: KeyPair, claims: JsonObject): string {
  try {
    return signedJwt({ 'x5t#S256': certificateThumbprint(certificates, key) }, claims, key);
  } catch (error) {
    throw unusable(error instanceof Error ? error.message : String(error));
  }
}

function blocksOf(pem: string, label: string): readonly string[] {
  const blocks = pem.match(new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`, 'g'));
  if (blocks === null) {
    throw unusable(`it has no ${label === 'CERTIFICATE' ? 'certificate' : 'private key without password'}`);
  }
  return blocks;
}

function unusable(why: string): UserError {
  return new UserError('CONNECTION_UNUSABLE', {
    what: `The certificate of the service connection given by 'azureConnection' cannot be used: ${why}.`,
    fix: 'Paste a PEM text with the certificate and its RSA private key, both with their BEGIN and END lines, into the service connection.',
  });
}
