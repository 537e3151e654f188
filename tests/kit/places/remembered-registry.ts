import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../../../local/workspace/http/listen';
import { receive, type ReceivedRequest } from '../../../local/workspace/http/received-request';

/** The header by which a test asks for a fault of this one request. */
export const FAULT_HEADER = 'x-fault';
export type RequestFault = 'refused' | 'throttled' | 'unavailable' | 'cutBefore' | 'cutAfter' | 'stale';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

export interface RememberedRegistry {
  readonly host: string;
  /** Everything is again as it was when the registry was opened. */
  readonly begin: () => void;
  close(): Promise<void>;
}

export interface RealRegistry {
  readonly host: string;
  /** Takes back every change. */
  readonly restore: () => Promise<void>;
}

/**
 * Stands before a real registry and remembers each of its answers together with all changes made before it. Thousands of
 * interleavings lead through the same few hundred states, so that each has to be brought about only once.
 */
export async function openRememberedRegistry(real: RealRegistry): Promise<RememberedRegistry> {
  const states = new States(real);
  let turn: Promise<unknown> = Promise.resolve();
  const server = createServer((incoming, outgoing) => {
    void receive(incoming).then((request) => {
      turn = turn.then(() => reply(states, request, { incoming, outgoing }));
    });
  });
  const host = await listen(server, 0);
  return {
    host,
    begin: () => states.begin(),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

async function reply(states: States, request: ReceivedRequest, { incoming, outgoing }: Exchange): Promise<void> {
  const intercept = request.headers[FAULT_HEADER] as RequestFault | undefined;
  const write = ({ status, type, body }: Answer, headers: Readonly<Record<string, string>> = {}): void => {
    outgoing.writeHead(status, { 'content-type': type, ...headers });
    outgoing.end(body);
  };
  switch (intercept) {
    case 'refused':
      return write(refusal(403, 'PERMISSION_DENIED'));
    case 'throttled':
      return write(refusal(429, 'REQUEST_LIMIT_EXCEEDED'), { 'retry-after': '3' });
    case 'unavailable':
      return write(refusal(503, 'TEMPORARILY_UNAVAILABLE'));
    case 'cutBefore':
      incoming.socket.destroy();
      return;
    case 'cutAfter':
      await states.answer(request);
      incoming.socket.destroy();
      return;
    case 'stale':
      return write(await states.answerBeforeLastChange(request));
    case undefined:
      return write(await states.answer(request));
  }
}

function refusal(status: number, code: string): Answer {
  return { status, type: 'application/json', body: Buffer.from(JSON.stringify({ error_code: code, message: 'no' })) };
}

/** The changes that led to a state, oldest first. */
type History = readonly ReceivedRequest[];

class States {
  readonly #answers = new Map<string, Answer>();
  #history: History = [];
  /** Where the real registry is; undefined if unknown. */
  #realHistory: History | undefined;

  readonly #real: RealRegistry;

  constructor(real: RealRegistry) {
    this.#real = real;
  }

  begin(): void {
    this.#history = [];
  }

  async answer(request: ReceivedRequest): Promise<Answer> {
    const answer = await this.#answerAfter(this.#history, request);
    if (changes(request, answer)) {
      this.#history = after(this.#history, request);
    }
    return answer;
  }

  answerBeforeLastChange(request: ReceivedRequest): Promise<Answer> {
    return this.#answerAfter(this.#history.slice(0, -1), request);
  }

  async #answerAfter(history: History, request: ReceivedRequest): Promise<Answer> {
    const key = [...history, request].map(textOf).join('\n');
    const known = this.#answers.get(key) ?? (await this.#ask(history, request));
    this.#answers.set(key, known);
    return known;
  }

  async #ask(history: History, request: ReceivedRequest): Promise<Answer> {
    const made = this.#realHistory?.map(textOf);
    if (
      made === undefined ||
      made.some((text, index) => history[index] === undefined || text !== textOf(history[index]))
    ) {
      await this.#real.restore();
      this.#realHistory = [];
    }
    for (const change of history.slice(this.#realHistory?.length ?? 0)) {
      await this.#send(change);
    }
    this.#realHistory = history;
    const answer = await this.#send(request);
    this.#realHistory = changes(request, answer) ? after(history, request) : history;
    return answer;
  }

  async #send({ method, path, search, headers, content }: ReceivedRequest): Promise<Answer> {
    const { authorization, 'content-type': type } = headers;
    const answer = await fetch(`${this.#real.host}${path}${search}`, {
      method,
      headers: { ...(authorization && { authorization }), ...(type && { 'content-type': type }) },
      ...(content.length === 0 ? {} : { body: content }),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, type: answer.headers.get('content-type') ?? 'application/octet-stream', body };
  }
}

function changes({ method }: ReceivedRequest, { status }: Answer): boolean {
  return method !== 'GET' && status < 300;
}

/** Every change here sets something to a value, so that the same one again changes nothing. */
function after(history: History, request: ReceivedRequest): History {
  const last = history.at(-1);
  return last !== undefined && textOf(last) === textOf(request) ? history : [...history, request];
}

function textOf({ method, path, search, content }: ReceivedRequest): string {
  return `${method} ${path}${search} ${content.toString('utf8')}`;
}
