import { isJsonObject, parseJson } from '../../core/lossless-json';
import type { Send } from '../../http/message';
import { NetworkError } from '../../http/network-error';
import { textOf } from '../wire/fields';

/** Returns the URL of the workspace's token endpoint; requests it once. */
export function tokenEndpoint(origin: string, send: Send): () => Promise<string> {
  let known: Promise<string> | undefined;
  return () => (known ??= discovered(origin, send));
}

/** Without discovery, use the well-known URL. */
async function discovered(origin: string, send: Send): Promise<string> {
  const wellKnown = `${origin}/oidc/v1/token`;
  try {
    const url = `${origin}/oidc/.well-known/oauth-authorization-server`;
    const { status, body } = await send({ method: 'GET', url, headers: { Accept: 'application/json' } });
    return (status === 200 ? endpointIn(body, origin) : undefined) ?? wellKnown;
  } catch (error) {
    if (error instanceof NetworkError) {
      return wellKnown;
    }
    throw error;
  }
}

function endpointIn(body: string, origin: string): string | undefined {
  try {
    const json = parseJson(body);
    const endpoint = isJsonObject(json) ? textOf(json, 'token_endpoint') : undefined;
    // It receives a secret, so it must be as safe as the workspace itself.
    return endpoint !== undefined && new URL(endpoint).protocol === new URL(origin).protocol ? endpoint : undefined;
  } catch {
    return undefined;
  }
}
