import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;
export type Algorithm = 'RS256' | 'ES256';

/** Signs tokens with its own key, and verifies its own signature. */
export class Signer {
  readonly #keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

  constructor(readonly algorithm: Algorithm = 'RS256') {
    this.#keys =
      algorithm === 'RS256'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  signed(claims: Claims): string {
    const content = [{ alg: this.algorithm, typ: 'JWT' }, claims].map((part) => encoded(part)).join('.');
    const signature = sign('sha256', Buffer.from(content), { key: this.#keys.privateKey, dsaEncoding: 'ieee-p1363' });
    return `${content}.${signature.toString('base64url')}`;
  }

  hasSigned(jwt: string): boolean {
    const [header = '', payload = '', signature = ''] = jwt.split('.');
    const key = { key: this.#keys.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    return (
      claimsIn(header)['alg'] === this.algorithm &&
      verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))
    );
  }
}

/** One part of a token. */
export function claimsIn(part: string): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Claims;
}

export function payloadOf(jwt: string): Claims {
  return claimsIn(jwt.split('.')[1] ?? '');
}

function encoded(part: Claims): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
