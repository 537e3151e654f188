import { isJsonObject, parseJson, type JsonObject } from './lossless-json';

/** What a signed token says about itself, unchecked; undefined when it is none. */
export function claimsOf(jwt: string): JsonObject | undefined {
  const payload = jwt.split('.')[1];
  try {
    const claims = payload === undefined ? undefined : parseJson(textOf(payload));
    return isJsonObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

/** The part without which the rest of the token opens nothing; undefined when the text is no signed token. */
export function signatureOf(jwt: string): string | undefined {
  return /^[\w-]+\.[\w-]+\.([\w-]+)$/.exec(jwt)?.[1];
}

function textOf(base64Url: string): string {
  const binary = atob(base64Url.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.codePointAt(0) ?? 0));
}
