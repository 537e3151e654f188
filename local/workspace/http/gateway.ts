import { isJsonObject, parseJson, type Json } from '../../../lib/core/lossless-json';
import type { Clock } from '../../../lib/core/clock';
import type { Access } from '../access/token-list';
import { FaultList } from './fault-list';
import { altered, replacesAnswer, replyOf } from './fault-reply';
import type { Fault } from './fault';
import { Fields } from './fields';
import type { ReceivedRequest } from './received-request';
import { InvalidToken, malformedRequest, Refusal } from './refusal';
import { refused, type Reply } from './reply';
import { RequestLog, type RecordedRequest } from './request-log';
import type { Route } from './route';

/** An answer, or what happens to the connection instead. */
export type Verdict = Reply | 'reset' | 'hang';

interface Arrival extends Pick<RecordedRequest, 'method' | 'path' | 'query' | 'body'> {
  readonly access: Access<unknown>;
}

/** Takes the requests of one workspace: records, applies faults, finds the route, turns refusals into replies. */
export class Gateway {
  readonly log = new RequestLog();
  readonly faults = new FaultList();
  readonly #clock: Clock;
  readonly #routes: ReadonlyMap<string, Route>;
  #unknownRoutes: readonly string[] = [];

  constructor(clock: Clock, routes: readonly Route[]) {
    this.#clock = clock;
    this.#routes = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
  }

  /** Requests that no route answered. */
  get unknownRoutes(): readonly string[] {
    return this.#unknownRoutes;
  }

  acceptUnknownRoutes(): void {
    this.#unknownRoutes = [];
  }

  async answer(request: ReceivedRequest, access: Access<unknown>, requestId: string): Promise<Verdict> {
    const { method, path, query, headers } = request;
    const body = bodyOf(request.text);
    const answered = this.log.record({ method, path, query, headers, body });

    const verdict = await this.#verdict({ method, path, query, body, access }, requestId);
    if (typeof verdict !== 'string') {
      answered(verdict.status);
    }
    return verdict;
  }

  async #verdict(arrival: Arrival, requestId: string): Promise<Verdict> {
    const fault = this.faults.next(arrival);
    if (fault === undefined) {
      return this.#reply(arrival, requestId);
    }
    if (fault.delayMs !== undefined) {
      await this.#clock.sleep(fault.delayMs);
    }
    if (fault.after !== true && replacesAnswer(fault)) {
      return faultVerdict(fault, requestId);
    }
    const reply = this.#reply(arrival, requestId);
    return replacesAnswer(fault) ? faultVerdict(fault, requestId) : altered(reply, fault);
  }

  #reply(arrival: Arrival, requestId: string): Reply {
    try {
      if (arrival.access.expired) {
        throw new InvalidToken(requestId);
      }
      const route = this.#route(arrival);
      return route.answer({ fields: fieldsOf(arrival), caller: arrival.access.identity });
    } catch (error) {
      return refused(refusalOf(error), requestId);
    }
  }

  #route({ method, path }: Arrival): Route {
    const route = this.#routes.get(`${method} ${path}`);
    if (route === undefined) {
      this.#unknownRoutes = [...this.#unknownRoutes, `${method} ${path}`];
      throw new Refusal(404, 'ENDPOINT_NOT_FOUND', `No API found for '${method} ${path}'`);
    }
    return route;
  }
}

function faultVerdict(fault: Fault, requestId: string): Verdict {
  if (fault.reset === true) {
    return 'reset';
  }
  return fault.hang === true ? 'hang' : replyOf(fault, requestId);
}

/** A mistake of the stand-in reaches the test as the service's own internal errors would, but with the stack. */
function refusalOf(error: unknown): Refusal {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return error instanceof Refusal ? error : new Refusal(500, 'INTERNAL_ERROR', told);
}

function fieldsOf({ method, query, body = {} }: Arrival): Fields {
  if (method === 'GET') {
    return new Fields(query);
  }
  if (!isJsonObject(body)) {
    throw malformedRequest('Could not parse request object: the body is not a JSON object.');
  }
  return new Fields(body);
}

function bodyOf(text: string): Json | undefined {
  try {
    return text === '' ? undefined : parseJson(text);
  } catch {
    return text;
  }
}
