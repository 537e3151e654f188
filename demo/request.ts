import { isJsonObject, parseJson, toJson, type Json, type JsonObject } from '../lib/core/lossless-json';

export interface Endpoint {
  readonly host: string;
  readonly token?: string;
}

/** One request of an administrator or a curious reader; undefined if there is no such thing. */
export async function ask({ host, token }: Endpoint, route: string, body?: Json): Promise<JsonObject | undefined> {
  const [method = 'GET', path = ''] = route.split(' ');
  const answer = await fetch(`${host}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: toJson(body) }),
  });
  const text = await answer.text();
  // A plain MLflow server calls an alias that is not there an invalid parameter.
  if (answer.status === 404 || (answer.status === 400 && text.includes('not found'))) {
    return undefined;
  }
  if (!answer.ok) {
    throw new Error(`${route} was refused (${answer.status}): ${text.slice(0, 200)}`);
  }
  const json = parseJson(text === '' ? '{}' : text);
  return isJsonObject(json) ? json : {};
}
