import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** Sees processes come and go: each holds a connection, which closes when it dies, however it dies. */
export class ProcessMonitor {
  readonly #server = createServer();
  readonly #sockets: Socket[] = [];

  static async open(): Promise<ProcessMonitor> {
    const monitor = new ProcessMonitor();
    monitor.#server.on('connection', (socket) => {
      monitor.#sockets.push(socket);
      socket.on('error', () => {});
      socket.resume();
    });
    monitor.#server.listen(0, '127.0.0.1');
    await once(monitor.#server, 'listening');
    return monitor;
  }

  /** A script whose process stays alive until it is killed; `then` runs once it is seen. */
  staying(then: string): string {
    const { port } = this.#server.address() as AddressInfo;
    return `require('node:net').connect(${port}, '127.0.0.1', () => { ${then} });\n`;
  }

  /** How many processes have come and gone. */
  get gone(): number {
    return this.#sockets.filter(({ closed }) => closed).length;
  }

  /** Resolves when every process seen so far is gone. */
  async allGone(): Promise<void> {
    await Promise.all(this.#sockets.filter(({ closed }) => !closed).map((socket) => once(socket, 'close')));
  }

  /** Resolves when this many processes have been seen, gone or not. */
  async arrived(count: number): Promise<void> {
    while (this.#sockets.length < count) {
      await once(this.#server, 'connection');
    }
  }

  close(): void {
    this.#sockets.forEach((socket) => socket.destroy());
    this.#server.close();
  }
}
