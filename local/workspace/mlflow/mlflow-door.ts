import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { MlflowServer } from './mlflow-server';

/** An address for MLflow's own clients and for its pages; the server behind it starts with the first connection. */
export class MlflowDoor {
  readonly #mlflow: Pick<MlflowServer, 'addresses'>;
  readonly #sockets = new Set<Socket>();
  readonly #listener = createServer((incoming) => {
    this.#keep(incoming);
    this.#lead(incoming).catch((error: unknown) => refuse(incoming, String(error)));
  });

  constructor(mlflow: Pick<MlflowServer, 'addresses'>) {
    this.#mlflow = mlflow;
  }

  async open(): Promise<string> {
    this.#listener.listen(0, '127.0.0.1');
    await once(this.#listener, 'listening');
    return `http://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.#listener, 'close');
    this.#listener.close();
    this.#sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  async #lead(incoming: Socket): Promise<void> {
    const { hostname, port } = new URL((await this.#mlflow.addresses()).server);
    if (incoming.destroyed) {
      return;
    }
    const outgoing = connect(Number(port), hostname);
    this.#keep(outgoing);
    incoming.pipe(outgoing).pipe(incoming);
    incoming.once('close', () => outgoing.destroy());
    outgoing.once('close', () => incoming.destroy());
  }

  #keep(socket: Socket): void {
    // Otherwise the second packet of each answer waits 40 ms for the acknowledgment of the first.
    socket.setNoDelay(true);
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    // Whoever hangs up in the middle is no concern of ours.
    socket.on('error', () => socket.destroy());
  }
}

function refuse(incoming: Socket, reason: string): void {
  const body = Buffer.from(reason);
  incoming.end(`HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${reason}`);
}
