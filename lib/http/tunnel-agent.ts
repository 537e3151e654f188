import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';

export type TlsSettings = Pick<SecureContextOptions, 'ca' | 'cert' | 'key' | 'passphrase'> & {
  readonly rejectUnauthorized: boolean;
};

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

/** Reaches a server through a tunnel of a proxy, over connections that are kept. */
export class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #tls: TlsSettings;

  constructor(proxy: string, tls: TlsSettings) {
    super(proxy, { ...tls, keepAlive: true });
    this.#tls = tls;
  }

  override async connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
    // Without this a refusal by the proxy would pass for the server's own answer, e.g. as a missing permission.
    request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      if (statusCode !== 200) {
        request.destroy(new Error(`the proxy answered ${statusCode}`));
      }
    });
    // The base class keeps these settings for a proxy that speaks TLS, and forgets them inside the tunnel.
    const settings = { ...options, ...this.#tls };
    return super.connect(request, settings).catch((error: unknown) => Promise.reject(faultOfTunnel(error)));
  }
}

/** A proxy that cannot be reached would pass for a server that cannot. What is wrong with the TLS settings stays as it is. */
function faultOfTunnel(error: unknown): unknown {
  return error instanceof Error && 'syscall' in error
    ? new Error(`the proxy was not reached: ${error.message}`, { cause: error })
    : error;
}
