import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { rootCertificates } from 'node:tls';
import { proxyFor, type Agents, type Network } from './network';
import { TunnelAgent } from './tunnel-agent';

/** Keep-alive agents for one origin, through a proxy if one applies. */
export function agentsFor(url: string, network: Network): Agents {
  const tls = {
    rejectUnauthorized: network.skipCertificateCheck !== true,
    // `ca` replaces Node's own list, so include that list.
    ...(network.extraCa === undefined ? {} : { ca: [...rootCertificates, network.extraCa] }),
    ...network.clientCertificate,
  };
  const proxy = proxyFor(url, network.proxy);
  const https = proxy === undefined ? new HttpsAgent({ ...tls, keepAlive: true }) : new TunnelAgent(proxy, tls);
  return { http: new HttpAgent({ keepAlive: true }), https };
}
