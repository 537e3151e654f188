import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../../../lib/core/errors';

/** Opens a server on the loopback interface and returns its URL; port 0 takes any free port. */
export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(port) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function portTaken(port: number): UserError {
  return new UserError('PORT_IN_USE', {
    what: `Port ${port} of this computer is in use.`,
    fix: "Choose another one with '--port', or 0 for any free port.",
  });
}
