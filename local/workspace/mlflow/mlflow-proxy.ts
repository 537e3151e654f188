import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { wantsPage } from '../pages/page';
import { failedPage, waitingPage } from '../pages/waiting';
import type { MlflowServer } from './mlflow-server';

type MlflowBackend = Pick<MlflowServer, 'addresses' | 'hasPages' | 'preparePages'>;

/** A URL for MLflow's own clients and pages; the first connection starts the server behind it. */
export class MlflowProxy {
  readonly #mlflow: MlflowBackend;
  /** Why a start for a browser failed; cleared when a page has shown it. */
  #failure: string | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #listener = createServer((incoming) => {
    this.#keep(incoming);
    this.#lead(incoming).catch((error: unknown) => respond(incoming, '400 Bad Request', messageOf(error)));
  });

  constructor(mlflow: MlflowBackend) {
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
    // A client just waits; a browser gets a page that explains the wait.
    if (!this.#mlflow.hasPages && (await isFromBrowser(incoming))) {
      respond(incoming, '200 OK', this.#meanwhile());
      return;
    }
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

  #meanwhile(): string {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) {
      return failedPage(failure);
    }
    this.#mlflow.preparePages().catch((error: unknown) => {
      this.#failure = messageOf(error);
    });
    return waitingPage();
  }

  #keep(socket: Socket): void {
    // Otherwise the second packet of each response waits 40 ms for the acknowledgment of the first.
    socket.setNoDelay(true);
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    // A client may disconnect at any time.
    socket.on('error', () => socket.destroy());
  }
}

/** Peeks at the first packet without consuming it. */
async function isFromBrowser(incoming: Socket): Promise<boolean> {
  await once(incoming, 'readable');
  const first = incoming.read() as Buffer | null;
  if (first === null) {
    return false;
  }
  incoming.unshift(first);
  const head = first.toString('latin1');
  return head.startsWith('GET ') && wantsPage(/^accept:(.*)$/im.exec(head)?.[1]);
}

function respond(incoming: Socket, status: string, text: string): void {
  const type = text.startsWith('<!doctype html>') ? 'text/html' : 'text/plain';
  const head = `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: ${type}; charset=utf-8\r\n`;
  const body = Buffer.from(text);
  incoming.end(Buffer.concat([Buffer.from(`${head}content-length: ${body.length}\r\n\r\n`), body]));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
