import { UserError } from '../core/errors';
import type { Redactor } from '../core/redaction';
import { refusesCredentials } from '../databricks/api-error';
import type { LoginFacts } from '../databricks/auth/login-facts';
import { Workspace } from '../databricks/workspace';
import { withAttemptTimeout } from '../http/attempt-timeout';
import { httpClient } from '../http/client';
import { withCredentials } from '../http/credentials';
import { withUserAgent } from '../http/user-agent';
import { connectionTools } from './connection';
import type { AgentHost } from './host';
import { agentNetwork } from './network';
import { openConnection, type ConnectionText } from './open-connection';

/** What the tasks' definitions can ask for. */
export interface Clients {
  readonly workspace: Workspace;
  readonly login: LoginFacts;
}

export interface ClientParts {
  readonly connection: ConnectionText;
  readonly host: AgentHost;
  readonly redactor: Redactor;
  readonly userAgent: string;
}

/** A workspace, and what to do when it refuses who asks. */
export interface OpenWorkspace extends Clients {
  readonly whenRefused: string;
}

const ATTEMPT_TIMEOUT_MS = 60_000;

/** The stack of one workspace: keep-alive transport, user agent, attempt timeout, credentials; retry is per operation. */
export function openWorkspace({ connection: text, host, redactor, userAgent }: ClientParts): OpenWorkspace {
  const network = networkOrRefusal();
  if (network.skipCertificateCheck === true) {
    host.log.warning(
      'The agent skips certificate checks (agent.skipcertvalidation): the connection to Databricks is not protected against interception',
    );
  }
  const send = withAttemptTimeout(withUserAgent(httpClient(network), userAgent), ATTEMPT_TIMEOUT_MS);
  const connection = openConnection(text, connectionTools({ host, redactor, send }));
  const workspace = new Workspace({
    host: connection.host,
    // Outside of the attempt timeout: a login has limits of its own, and must not pass for a silent workspace.
    send: withCredentials(send, connection.credentials, refusesCredentials),
    clock: host.clock,
    random: host.random,
    onRetry: (line) => host.log.debug(line),
    signal: host.signal,
  });
  const { method, credentials, whenRefused } = connection;
  return { workspace, login: { method, tokenEndsAt: () => credentials.endsAt?.() }, whenRefused };
}

function networkOrRefusal(): ReturnType<typeof agentNetwork> {
  try {
    return agentNetwork();
  } catch (error) {
    throw new UserError('CERTIFICATE_REFUSED', {
      what: `A certificate file that the agent was configured with cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      fix: 'Correct the files given to config --sslcacert, --sslclientcert and --sslclientcertkey; they have to be PEM.',
      cause: error,
    });
  }
}
