import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '../../../lib/core/lossless-json';
import { matches, type RequestPattern } from './request-pattern';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** Undefined without a body; text if it is not JSON. */
  readonly body: Json | undefined;
  /** Undefined until the response, or if the connection was closed. */
  readonly status: number | undefined;
}

interface Entry extends RecordedRequest {
  status: number | undefined;
  /** Approximate size in memory. */
  readonly size: number;
}

const BYTES_OF_A_HEAD = 1024;
const MOST_BYTES = 64 * 1024 ** 2;

interface Waiter {
  readonly pattern: RequestPattern;
  readonly answered: boolean;
  readonly resolve: (request: RecordedRequest) => void;
  readonly reject: (error: Error) => void;
}

/** The requests of one workspace in order of arrival. Drops the oldest when bodies need too much memory. */
export class RequestLog {
  readonly #entries: Entry[] = [];
  #bytes = 0;
  #waiters: readonly Waiter[] = [];

  get requests(): readonly RecordedRequest[] {
    return this.#entries;
  }

  /** Records a request with its body size; call the result with the status of the response. */
  record(request: Omit<RecordedRequest, 'status'>, bodyBytes: number): (status: number) => void {
    const entry: Entry = { ...request, status: undefined, size: bodyBytes + BYTES_OF_A_HEAD };
    this.#entries.push(entry);
    this.#bytes += entry.size;
    this.#forgetOldest();
    this.#wake(entry);
    return (status) => {
      entry.status = status;
      this.#wake(entry);
    };
  }

  /** Resolves with the first match, past or future; with `isNew`, only a future one. */
  waitFor(pattern: RequestPattern, { answered = false, isNew = false } = {}): Promise<RecordedRequest> {
    const known = isNew ? undefined : this.#entries.find((entry) => fits({ pattern, answered }, entry));
    if (known !== undefined) {
      return Promise.resolve(known);
    }
    return new Promise((resolve, reject) => {
      this.#waiters = [...this.#waiters, { pattern, answered, resolve, reject }];
    });
  }

  close(): void {
    const seen = this.#entries.map(({ method, path }) => `${method} ${path}`).join(', ') || 'none';
    for (const { pattern, reject } of this.#waiters) {
      reject(new Error(`The server closed before ${pattern.method ?? ''} ${String(pattern.path)} came; seen: ${seen}`));
    }
    this.#waiters = [];
  }

  #forgetOldest(): void {
    while (this.#bytes > MOST_BYTES && this.#entries.length > 1) {
      this.#bytes -= this.#entries.shift()?.size ?? 0;
    }
  }

  #wake(entry: Entry): void {
    const woken = this.#waiters.filter((waiter) => fits(waiter, entry));
    this.#waiters = this.#waiters.filter((waiter) => !woken.includes(waiter));
    woken.forEach(({ resolve }) => resolve(entry));
  }
}

function fits({ pattern, answered }: Pick<Waiter, 'pattern' | 'answered'>, entry: Entry): boolean {
  return matches(pattern, entry) && (!answered || entry.status !== undefined);
}
