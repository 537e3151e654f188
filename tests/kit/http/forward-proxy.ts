import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listening, type LocalServer } from './local-server';

export interface ForwardProxy extends LocalServer {
  /** What was asked for: `host:port` of each tunnel. */
  readonly tunnels: readonly string[];
}

export interface ProxySetting {
  /** Where every tunnel really leads, as names of tests exist nowhere. */
  readonly leadsTo: number;
  /** `user:password`; asked for when set. */
  readonly login?: string;
  /** The proxy refuses every tunnel with it. */
  readonly refusal?: number;
}

/** A proxy that makes CONNECT tunnels, for as long as `use` takes. */
export async function proxying<T>(setting: ProxySetting, use: (proxy: ForwardProxy) => Promise<T>): Promise<T> {
  const tunnels: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on('connect', (request, socket: Socket) => {
    const status = refusalOf(setting, request.headers['proxy-authorization']);
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\nno`);
      return;
    }
    tunnels.push(request.url ?? '');
    const onward = connect(setting.leadsTo, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    [socket, onward].forEach((end) => sockets.add(end.on('error', () => end.destroy())));
  });
  return listening(server, async ({ port, connections }) => {
    try {
      return await use({ port, connections, tunnels });
    } finally {
      // A tunnel that is left open would keep the server from closing.
      sockets.forEach((socket) => socket.destroy());
    }
  });
}

function refusalOf({ login, refusal }: ProxySetting, given: string | undefined): number | undefined {
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  return wanted !== undefined && wanted !== given ? 407 : refusal;
}
