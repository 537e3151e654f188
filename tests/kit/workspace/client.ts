import type { ApiOptions } from '../../../lib/databricks/api/api';
import { Workspace } from '../../../lib/databricks/workspace';
import { httpClient } from '../../../lib/http/client';
import type { Send } from '../../../lib/http/message';
import type { TaskHost } from '../../../lib/task/host';
import type { Endpoint } from './stand-in';

export interface ClientOptions extends Pick<TaskHost, 'clock' | 'signal'> {
  /** Real HTTP unless given. */
  readonly send?: Send;
}

/** The product's client of a workspace: it differs in the clock, and retries without jitter. */
export function workspaceClient({ host, token }: Endpoint, options: ClientOptions): Workspace {
  const { send, ...others } = apiOptions(options);
  return new Workspace({
    ...others,
    host: { origin: host },
    send: (request) => send({ ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } }),
  });
}

/** The same for a service that asks for no credentials. */
export function apiOptions({ clock, signal, send = httpClient({}) }: ClientOptions): Omit<ApiOptions, 'host'> {
  return { clock, signal, send, random: () => 0.5, onRetry: () => undefined };
}
