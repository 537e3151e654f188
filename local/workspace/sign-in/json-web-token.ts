import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { isJsonObject, parseJson, type JsonObject } from '../../../lib/core/lossless-json';
import type { FederationPolicy, JsonWebKeyWithId } from '../identity/directory';

export interface JsonWebToken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** The signed text. */
  readonly signed: string;
  readonly signature: Buffer;
}

/** Undefined if the text is not a signed token. */
export function jsonWebToken(text: string): JsonWebToken | undefined {
  const [header, claims, signature, ...others] = text.split('.');
  if (header === undefined || claims === undefined || signature === undefined || others.length > 0) {
    return undefined;
  }
  const parts = [header, claims].map(jsonPart);
  const [readHeader, readClaims] = parts;
  return (
    readHeader &&
    readClaims && {
      header: readHeader,
      claims: readClaims,
      signed: `${header}.${claims}`,
      signature: Buffer.from(signature, 'base64url'),
    }
  );
}

/** Whether one of the keys made the signature; only the two algorithms that the service accepts. */
export function isSignedBy(token: JsonWebToken, { keys }: FederationPolicy['jwks']): boolean {
  const { alg, kid } = token.header;
  const candidates = keys.filter((key) => kid === undefined || key.kid === undefined || key.kid === kid);
  return candidates.some((key) => isSignature(token, key, alg));
}

function isSignature({ signed, signature }: JsonWebToken, key: JsonWebKeyWithId, alg: unknown): boolean {
  if ((alg !== 'RS256' || key.kty !== 'RSA') && (alg !== 'ES256' || key.kty !== 'EC')) {
    return false;
  }
  const publicKey = createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
  const verifyKey = alg === 'ES256' ? { key: publicKey, dsaEncoding: 'ieee-p1363' as const } : publicKey;
  return verify('sha256', Buffer.from(signed), verifyKey, signature);
}

function jsonPart(base64url: string): JsonObject | undefined {
  try {
    const part = parseJson(Buffer.from(base64url, 'base64url').toString('utf8'));
    return isJsonObject(part) ? part : undefined;
  } catch {
    return undefined;
  }
}
