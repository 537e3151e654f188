import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';

export type TlsSettings = Pick<SecureContextOptions, 'ca' | 'cert' | 'key' | 'passphrase'> & {
  readonly rejectUnauthorized: boolean;
};

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

/** Connects to a server through a proxy tunnel, with keep-alive. */
export class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #tls: TlsSettings;

  constructor(proxy: string, tls: TlsSettings) {
    super(proxy, { ...tls, keepAlive: true });
    this.#tls = tls;
  }

  override async connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
    // Without this, a refusal by the proxy would look like the server's response, e.g. a missing permission.
    request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      if (statusCode !== 200) {
        request.destroy(new Error(`the proxy answered ${statusCode}`));
      }
    });
    // The base class uses these settings for a TLS proxy, but not inside the tunnel.
    const settings = { ...options, ...this.#tls };
    return super.connect(request, settings).catch((error: unknown) => Promise.reject(faultOfTunnel(error)));
  }
}

/** Otherwise an unreachable proxy would look like an unreachable server. TLS errors stay unchanged. */
function faultOfTunnel(error: unknown): unknown {
  return error instanceof Error && 'syscall' in error
    ? new Error(`the proxy was not reached: ${error.message}`, { cause: error })
    : error;
}
