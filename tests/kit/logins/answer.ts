import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { bodyOf } from '../http/local-server';

export interface ServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly form: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A service that answers JSON, after the faults that a test has put in its way, and remembers what it was asked. */
export abstract class FakeService {
  readonly asked: ServiceRequest[] = [];
  /** Given instead of answers, one after the other; 'always' stays. */
  readonly faults: (Answer & { readonly always?: true })[] = [];

  readonly listener: RequestListener = (request, response) => {
    void this.#reply(request, response);
  };

  protected abstract answer(asked: ServiceRequest): Answer;

  #nextFault(): Answer | undefined {
    return this.faults[0]?.always === true ? this.faults[0] : this.faults.shift();
  }

  async #reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://service.test');
    const form = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    const { headers, method = '' } = request;
    const asked = { method, path: url.pathname, query: url.searchParams, headers, form };
    this.asked.push(asked);
    const fault = url.pathname.includes('/.well-known/') ? undefined : this.#nextFault();
    const { status, body, headers: own } = fault ?? this.answer(asked);
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...own });
    response.end(isText ? body : JSON.stringify(body));
  }
}
