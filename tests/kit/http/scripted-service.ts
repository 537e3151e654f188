import { toJson, type JsonObject } from '../../../lib/core/lossless-json';
import { Workspace } from '../../../lib/databricks/workspace';
import type { HttpRequest, HttpResponse } from '../../../lib/http/message';
import { NetworkError, type NetworkFault } from '../../../lib/http/network-error';
import { VirtualClock } from '../virtual-clock';

/** A JSON body of status 200, a whole response, or a network fault; a function sees the request. */
export type Answer = JsonObject | Partial<HttpResponse> | NetworkFault | ((request: HttpRequest) => Answer);

/** Answers by path, e.g. '/api/2.2/jobs/get'; of a list one after the other, the last one again and again. */
export type Script = Readonly<Record<string, Answer | readonly Answer[]>>;

const ORIGIN = 'https://adb-1.7.azuredatabricks.net';
/** Virtual time begins here, and so does the service's. */
export const START = Date.parse('2026-11-21T10:00:00Z');

/** A workspace whose service says what a test wrote down. */
export class ScriptedService {
  readonly requests: HttpRequest[] = [];
  readonly clock: VirtualClock;
  readonly retries: string[] = [];
  readonly workspace: Workspace;
  readonly #counts = new Map<string, number>();

  readonly #script: Script;

  constructor(
    script: Script,
    { clock = new VirtualClock({ start: START }), workspaceId }: { clock?: VirtualClock; workspaceId?: string } = {},
  ) {
    this.#script = script;
    this.clock = clock;
    this.workspace = new Workspace({
      host: { origin: ORIGIN, ...(workspaceId === undefined ? {} : { workspaceId }) },
      send: (request) => this.#send(request),
      clock,
      random: () => 0.5,
      signal: new AbortController().signal,
      onRetry: (line) => void this.retries.push(line),
    });
  }

  /** The requests to one path. */
  to(path: string): readonly HttpRequest[] {
    return this.requests.filter(({ url }) => new URL(url).pathname === path);
  }

  async #send(request: HttpRequest): Promise<HttpResponse> {
    request.signal?.throwIfAborted();
    this.requests.push(request);
    const { pathname, host } = new URL(request.url);
    const count = this.#counts.get(pathname) ?? 0;
    this.#counts.set(pathname, count + 1);
    const scripted = this.#script[pathname];
    const answers: readonly Answer[] = Array.isArray(scripted)
      ? scripted
      : [scripted ?? { status: 501, body: pathname }];
    let answer = answers[Math.min(count, answers.length - 1)] ?? {};
    while (typeof answer === 'function') {
      answer = answer(request);
    }
    if (typeof answer === 'string') {
      throw new NetworkError(answer, `The connection was ${answer} to ${host}`);
    }
    return this.#response(answer);
  }

  #response(answer: JsonObject | Partial<HttpResponse>): HttpResponse {
    const date = new Date(this.clock.now()).toUTCString();
    const isResponse = 'status' in answer && typeof answer.status === 'number';
    const {
      status = 200,
      headers = {},
      body = '',
    } = isResponse ? (answer as Partial<HttpResponse>) : { body: toJson(answer) };
    return { status, headers: { date, ...headers }, body };
  }
}
