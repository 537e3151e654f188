import { UserError } from '../../core/errors';
import type { Network } from '../../http/network';
import type { Log } from '../../task/host';
import { agentNetwork } from './network';

/** The agent's proxy and certificates; warns if certificates of servers are not checked. */
export function openNetwork(log: Log): Network {
  const network = networkOrRefusal();
  if (network.skipCertificateCheck === true) {
    log.warning(
      'The agent skips certificate checks (agent.skipcertvalidation): the connection to Databricks is not protected against interception',
    );
  }
  return network;
}

function networkOrRefusal(): Network {
  try {
    return agentNetwork();
  } catch (error) {
    throw new UserError('CERTIFICATE_REFUSED', {
      what: `The agent is configured with a certificate file that cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      fix: 'Correct the files given to config --sslcacert, --sslclientcert and --sslclientcertkey; they must be PEM.',
      cause: error,
    });
  }
}
