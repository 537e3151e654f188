import { bareAddress } from '../core/address';
import { UserError } from '../core/errors';
import { Api, type ApiOptions } from '../databricks/api/api';
import type { Caller } from '../databricks/api/api-error';
import type { Send } from '../http/message';
import { isLoopback } from '../http/network';

export type ServerCredentials =
  | { readonly type: 'none' }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'bearer'; readonly token: string };

export interface TrackingServer {
  /** From the input `trackingUri`; keeps a path before `/api`. */
  readonly uri: string;
  readonly credentials: ServerCredentials;
}

/** A plain MLflow server with its own credentials; it never gets those of the workspace. */
export function trackingServerApi(
  { uri, credentials }: TrackingServer,
  withoutCredentials: Omit<ApiOptions, 'host'>,
): Api {
  const url = serverUrl(uri);
  const isPlain = url.protocol === 'http:' && !isLoopback(url.href);
  if (isPlain && credentials.type !== 'none') {
    throw unusable(
      `'trackingUri' is '${url.origin}', which is not https; a password or token must not travel in clear text.`,
    );
  }
  const base = url.pathname.replace(/\/+$/, '');
  const shown = authorization(credentials);
  const send: Send = (request) =>
    withoutCredentials.send({
      ...request,
      url: `${url.origin}${base}${request.url.slice(url.origin.length)}`,
      headers: { ...request.headers, ...shown },
    });
  return new Api({ ...withoutCredentials, send, host: { origin: url.origin }, caller: askerOf(credentials, url) });
}

function askerOf(credentials: ServerCredentials, { origin }: URL): Caller {
  const names = {
    none: "an identity, whose MLFLOW_TRACKING_TOKEN the step has to map under 'env',",
    basic: 'the user of MLFLOW_TRACKING_USERNAME',
    bearer: 'the owner of MLFLOW_TRACKING_TOKEN',
  };
  return {
    name: names[credentials.type],
    whenRefused: `Map MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, under 'env' of the step to credentials that ${origin} takes.`,
  };
}

function serverUrl(uri: string): URL {
  const url = URL.canParse(uri.trim()) ? new URL(uri.trim()) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw unusable(`'trackingUri' is '${bareAddress(uri)}', which is not an http address of an MLflow server.`);
  }
  const extra = [
    ...(url.username === '' && url.password === '' ? [] : ['a user name or password']),
    ...(url.search === '' ? [] : ['a query']),
    ...(url.hash === '' ? [] : ['a fragment']),
  ];
  if (extra.length > 0) {
    throw unusable(`'trackingUri' holds ${extra.join(' and ')} beside the address of ${url.host}.`);
  }
  return url;
}

function authorization(credentials: ServerCredentials): Readonly<Record<string, string>> {
  switch (credentials.type) {
    case 'none':
      return {};
    case 'basic': {
      const bytes = new TextEncoder().encode(`${credentials.username}:${credentials.password}`);
      return { Authorization: `Basic ${btoa(String.fromCodePoint(...bytes))}` };
    }
    case 'bearer':
      return { Authorization: `Bearer ${credentials.token}` };
  }
}

function unusable(what: string): UserError {
  return new UserError('HOST_UNUSABLE', {
    what,
    fix: "Set 'trackingUri' to the address alone, e.g. https://mlflow.example.com, and its credentials into the environment of the step as MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.",
  });
}
