import type { Clock } from '../../../lib/core/clock';
import { ANONYMOUS } from '../identity/identity';
import type { Access } from '../identity/token-list';
import { ReceivedCall, type ReadRequest } from './api-call';
import type { Fault } from './fault';
import { FaultList } from './fault-list';
import { altered, replacesAnswer, replyOf } from './fault-reply';
import { Findings } from './findings';
import type { ReceivedRequest } from './received-request';
import { recordedBody } from './recorded-body';
import { InvalidToken, MissingCredential, Refusal } from './refusal';
import { refused, type Reply } from './reply';
import { RequestLog } from './request-log';
import type { Route } from './route';
import { RouteTable, type FoundRoute } from './route-table';
import type { Throttle } from './throttle';

/** A response, or what happens to the connection instead. */
export type GatewayAnswer = Reply | 'reset' | 'hang';

interface IncomingCall extends ReadRequest {
  readonly access: Access<unknown>;
  readonly requestId: string;
}

export interface GatewayOptions {
  readonly clock: Clock;
  readonly routes: readonly Route[];
  readonly throttle?: Throttle | undefined;
  /** The workspace's findings, which its runs share. Default: the gateway's own. */
  readonly findings?: Findings;
  /** Called after each request that may have changed something. */
  readonly onChange?: () => void;
}

/** Handles the requests of one workspace: records them, applies faults, finds the route, turns refusals into responses. */
export class Gateway {
  readonly log = new RequestLog();
  readonly faults = new FaultList();
  readonly findings: Findings;
  readonly #clock: Clock;
  readonly #routes: RouteTable;
  readonly #endpoints: readonly string[];
  readonly #onChange: () => void;
  readonly #throttle: Throttle | undefined;

  constructor({ clock, routes, throttle, findings = new Findings(), onChange = () => undefined }: GatewayOptions) {
    this.#clock = clock;
    this.findings = findings;
    this.#onChange = onChange;
    this.#throttle = throttle;
    this.#routes = new RouteTable(routes);
    this.#endpoints = routes.map(endpointOf);
  }

  /** All methods and paths with a route. */
  get endpoints(): readonly string[] {
    return this.#endpoints;
  }

  /** Whether a request needs no token. */
  isOpen({ method, path }: ReceivedRequest): boolean {
    return this.#routes.find(method, path)?.route.open === true;
  }

  async answer(request: ReceivedRequest, access: Access<unknown>, requestId: string): Promise<GatewayAnswer> {
    const { method, path, query, headers } = request;
    const body = recordedBody(request);
    const answered = this.log.record({ method, path, query, headers, body }, request.content.length);

    const answer = await this.#answer({ request, body, access, requestId });
    if (method !== 'GET' && method !== 'HEAD') {
      this.#onChange();
    }
    if (typeof answer !== 'string') {
      answered(answer.status);
    }
    return answer;
  }

  async #answer(incoming: IncomingCall): Promise<GatewayAnswer> {
    const { request, requestId } = incoming;
    const fault = this.faults.next(request);
    if (fault === undefined) {
      return this.#reply(incoming);
    }
    if (fault.delayMs !== undefined) {
      await this.#clock.sleep(fault.delayMs);
    }
    if (fault.after !== true && replacesAnswer(fault)) {
      return faultAnswer(fault, requestId);
    }
    const reply = await this.#reply(incoming);
    return replacesAnswer(fault) ? faultAnswer(fault, requestId) : altered(reply, fault);
  }

  async #reply(incoming: IncomingCall): Promise<Reply> {
    const { request, access, requestId } = incoming;
    try {
      if (access.isExpired()) {
        throw new InvalidToken(requestId);
      }
      const { route, segments } = this.#route(request);
      if (access.identity === ANONYMOUS && route.open !== true) {
        throw new MissingCredential();
      }
      this.#throttle?.admit(request.method, request.path);
      const call = new ReceivedCall(incoming, access.identity, segments);
      const reply = await route.answer(call);
      this.#noteUnknownMembers(route, call);
      return reply;
    } catch (error) {
      return refused(error instanceof Refusal ? error : this.findings.crashed(error), requestId);
    }
  }

  #route({ method, path }: ReceivedRequest): FoundRoute {
    const found = this.#routes.find(method, path);
    if (found === undefined) {
      this.findings.addUnknownRoute(`${method} ${path}`);
      throw new Refusal(404, 'ENDPOINT_NOT_FOUND', `No API found for '${method} ${path}'`);
    }
    return found;
  }

  /** Only for a successful request: a refusal may come before all members are read. */
  #noteUnknownMembers(route: Route, { unread }: ReceivedCall): void {
    const isIgnored = (member: string) =>
      route.ignored?.some((name) => member === name || member.startsWith(`${name}.`)) === true;
    const unknown = unread.filter((member) => !isIgnored(member));
    this.findings.addUnknownMembers(endpointOf(route), unknown);
  }
}

function endpointOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

function faultAnswer(fault: Fault, requestId: string): GatewayAnswer {
  if (fault.reset === true) {
    return 'reset';
  }
  return fault.hang === true ? 'hang' : replyOf(fault, requestId);
}
