import { UserError } from '../core/errors';
import { Workspace } from '../databricks/workspace';
import { withAttemptTimeout } from '../http/attempt-timeout';
import { httpClient } from '../http/client';
import { withCredentials } from '../http/credentials';
import { withUserAgent } from '../http/user-agent';
import type { AgentHost } from './host';
import type { Connection } from './connection';
import { agentNetwork } from './network';

/** What the tasks' definitions can ask for. */
export interface Clients {
  readonly workspace: Workspace;
}

const ATTEMPT_TIMEOUT_MS = 60_000;

/** The stack of one workspace: keep-alive transport, user agent, credentials, attempt timeout; retry is per operation. */
export function openWorkspace(
  { host: address, credentials }: Connection,
  host: AgentHost,
  userAgent: string,
): Workspace {
  const network = networkOrRefusal();
  if (network.skipCertificateCheck === true) {
    host.log.warning(
      'The agent skips certificate checks (agent.skipcertvalidation): the connection to Databricks is not protected against interception',
    );
  }
  const transport = withUserAgent(httpClient(network), userAgent);
  return new Workspace({
    host: address,
    send: withAttemptTimeout(withCredentials(transport, credentials), ATTEMPT_TIMEOUT_MS),
    clock: host.clock,
    random: host.random,
    onRetry: (line) => host.log.debug(line),
    signal: host.signal,
  });
}

function networkOrRefusal(): ReturnType<typeof agentNetwork> {
  try {
    return agentNetwork();
  } catch (error) {
    throw new UserError('CERTIFICATE_REFUSED', {
      what: `A certificate file that the agent was configured with cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      fix: 'Correct the paths given to config --sslcacert, --sslclientcert and --sslclientcertkey.',
      cause: error,
    });
  }
}
