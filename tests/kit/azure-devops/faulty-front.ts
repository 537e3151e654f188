import { request as forward, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';

/** What goes wrong with requests whose path and query have the text. */
export interface FrontFault {
  readonly in: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly reset?: true;
  /** The connection ends in the middle of the real answer. */
  readonly truncated?: true;
  readonly hang?: true;
  /** How many requests it applies to. Default: 1. */
  readonly times?: number;
}

/** Stands before a server, passes requests on, records them and lets some of them fail. */
export class FaultyFront {
  readonly requests: {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
  }[] = [];
  readonly #origin: URL;
  readonly #faults: { readonly fault: FrontFault; left: number }[] = [];
  readonly #hanging: (() => void)[] = [];

  constructor(origin: string) {
    this.#origin = new URL(origin);
  }

  add(fault: FrontFault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  /** Resolves when a request hangs. */
  whenHanging(): Promise<void> {
    return new Promise((resolve) => this.#hanging.push(resolve));
  }

  readonly listener: RequestListener = (incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    this.requests.push({ method, path, headers });
    const due = this.#faults.find(({ fault, left }) => left > 0 && path.includes(fault.in));
    if (due === undefined) {
      this.#pass(incoming, outgoing);
      return;
    }
    due.left -= 1;
    this.#fail(due.fault, incoming, outgoing);
  };

  #fail(fault: FrontFault, incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (fault.hang === true) {
      this.#hanging.splice(0).forEach((resolve) => resolve());
    } else if (fault.reset === true) {
      incoming.socket.destroy();
    } else if (fault.truncated === true) {
      this.#pass(incoming, outgoing, 0.5);
    } else {
      outgoing.writeHead(fault.status ?? 200, { 'content-type': 'application/json', ...fault.headers });
      outgoing.end(fault.body ?? '');
    }
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse, share = 1): void {
    const { method, url: path, headers } = incoming;
    const { hostname, port } = this.#origin;
    const onward = forward({ hostname, port, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const body = Buffer.concat(chunks);
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        outgoing.write(body.subarray(0, Math.floor(body.length * share)), () =>
          share < 1 ? incoming.socket.destroy() : outgoing.end(),
        );
      });
    });
    incoming.pipe(onward);
  }
}
