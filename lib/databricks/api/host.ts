import { UserError } from '../../core/errors';

export interface WorkspaceHost {
  /** Scheme, host and port, without a trailing slash. */
  readonly origin: string;
  /** The `?o=` of a pasted URL; needed if one host serves several workspaces. */
  readonly workspaceId?: string;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Parses a workspace URL as people paste it, with path and `?o=…`; `place` is the input. */
export function workspaceHost(address: string, place = 'the service connection'): WorkspaceHost {
  const url = urlOf(address.trim());
  if (url === undefined) {
    throw new UserError('HOST_UNUSABLE', {
      what: `The workspace address '${address}' is not a URL.`,
      fix: `Set the address of the workspace in ${place}, e.g. https://adb-1234567890123456.7.azuredatabricks.net.`,
    });
  }
  if (url.protocol !== 'https:' && !LOOPBACK.has(url.hostname)) {
    throw new UserError('HOST_UNUSABLE', {
      what: `The workspace address '${url.origin}' is not https. A token must not be sent in clear text.`,
      fix: `Set https://${url.host} in ${place}.`,
    });
  }
  const workspaceId = url.searchParams.get('o') ?? url.searchParams.get('w') ?? url.searchParams.get('workspace_id');
  return { origin: url.origin, ...(workspaceId === null ? {} : { workspaceId }) };
}

function urlOf(address: string): URL | undefined {
  const withScheme = /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  return url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.hostname !== '' ? url : undefined;
}
