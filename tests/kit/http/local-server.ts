import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';

export interface LocalServer {
  readonly port: number;
  /** How many connections were ever opened. */
  readonly connections: number;
}

/** Serves on a port of this machine for as long as `use` takes. */
export async function serving<T>(listener: RequestListener, use: (server: LocalServer) => Promise<T>): Promise<T> {
  return listening(createServer(listener), use);
}

export async function servingTls<T>(
  { tls, listener }: { readonly tls: TlsOptions; readonly listener: RequestListener },
  use: (server: LocalServer) => Promise<T>,
): Promise<T> {
  return listening(createTlsServer(tls, listener), use);
}

export async function listening<T>(server: Server, use: (server: LocalServer) => Promise<T>): Promise<T> {
  let connections = 0;
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    return await use({
      port,
      get connections() {
        return connections;
      },
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
