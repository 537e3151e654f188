import { isJsonObject, parseJson, type JsonObject } from './lossless-json';

/** The unverified claims of a signed token; undefined if the text is not one. */
export function claimsOf(jwt: string): JsonObject | undefined {
  const payload = jwt.split('.')[1];
  try {
    const claims = payload === undefined ? undefined : parseJson(textOf(payload));
    return isJsonObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

/** The signature, without which the token is useless; undefined if the text is not a signed token. */
export function signatureOf(jwt: string): string | undefined {
  return /^[\w-]+\.[\w-]+\.([\w-]+)$/.exec(jwt)?.[1];
}

function textOf(base64Url: string): string {
  const binary = atob(base64Url.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.codePointAt(0) ?? 0));
}
