import { constants, createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { toJson, type JsonObject } from '../lossless-json';

/** SHA-256 of the key's certificate for JWT headers (x5t#S256 of RFC 7515). All is PEM. */
export function certificateThumbprint(certificates: readonly string[], privateKey: string): string {
  const key = createPrivateKey(privateKey);
  const own = certificates
    .map((pem) => new X509Certificate(pem))
    .find((certificate) => certificate.checkPrivateKey(key));
  if (own === undefined) {
    throw new TypeError('its private key belongs to another certificate');
  }
  return createHash('sha256').update(own.raw).digest('base64url');
}

/** A token signed by PS256. Throws if the PEM has no RSA key. */
export function signedJwt(header: JsonObject, claims: JsonObject, privateKey: string): string {
  const key = createPrivateKey(privateKey);
  if (key.asymmetricKeyType !== 'rsa') {
    throw new TypeError(`the key is of type ${key.asymmetricKeyType}, not RSA`);
  }
  const content = [{ ...header, alg: 'PS256', typ: 'JWT' }, claims].map((part) => base64Url(toJson(part))).join('.');
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return `${content}.${sign('sha256', Buffer.from(content), { key, ...padding }).toString('base64url')}`;
}

function base64Url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
