import type { Clock } from '../core/clock';
import { isJsonObject, parseJson, toJson, type JsonObject } from '../core/lossless-json';
import type { HttpRequest, HttpResponse, Send } from '../http/message';
import { retrying } from '../http/retry';
import { ApiError, isPage, type Asker } from './api-error';
import type { ApiRequest } from './api-request';
import type { WorkspaceHost } from './host';

const BUDGET_MS = 5 * 60_000;

export interface ApiOptions {
  readonly host: WorkspaceHost;
  /** Already carries credentials, user agent and attempt timeout. */
  readonly send: Send;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onRetry: (line: string) => void;
  /** Breaks off the calls that bring no signal of their own. */
  readonly signal: AbortSignal;
  /** Who asks, where that is not the identity of the connection. */
  readonly asker?: Asker;
}

/** One workspace's REST interface: JSON in, JSON out, ApiError for anything else. */
export class Api {
  #workspaceId: string | undefined;
  #firstAnswer: { readonly service: number; readonly here: number } | undefined;

  constructor(private readonly options: ApiOptions) {}

  get host(): WorkspaceHost {
    return this.options.host;
  }

  /** The same service for calls that this signal breaks off: what has to be asked after the pipeline was cancelled. */
  until(signal: AbortSignal): Api {
    return new Api({ ...this.options, signal });
  }

  /** The workspace that answers; undefined before it has. */
  get workspaceId(): string | undefined {
    return this.#workspaceId;
  }

  /** The service's clock, cut to the second, when it first answered here; undefined before it has. */
  get firstAnswerAt(): number | undefined {
    return this.#firstAnswer?.service;
  }

  /** A moment of the service's clock on our own clock. */
  hereAt(service: number): number {
    return this.#firstAnswer === undefined ? service : service - this.#firstAnswer.service + this.#firstAnswer.here;
  }

  async call(request: ApiRequest): Promise<JsonObject> {
    return jsonOf(await this.#answer(request), request, this.options.asker);
  }

  /** The body as it came; for content that somebody else has put there. */
  async text(request: ApiRequest): Promise<string> {
    const response = await this.#answer(request);
    if (response.status >= 300 || isPage(response)) {
      throw new ApiError(request, response, this.options.asker);
    }
    return response.body;
  }

  async #answer(request: ApiRequest): Promise<HttpResponse> {
    const { clock, random, onRetry } = this.options;
    const signal = request.signal ?? this.options.signal;
    const policy = {
      repeatable: request.repeatable ?? request.method !== 'POST',
      budgetMs: request.budgetMs ?? BUDGET_MS,
    };
    const attempt = async (): Promise<HttpResponse> => {
      await request.pace?.turn(signal);
      const answer = await this.options.send(this.#httpRequest({ ...request, signal }));
      request.pace?.hear(answer);
      return answer;
    };
    const response = await retrying(attempt, policy, {
      clock,
      random,
      signal,
      onRetry: (because, waitMs) =>
        onRetry(`${request.doing}: ${because}; next attempt in ${Math.ceil(waitMs / 1000)} s`),
    });
    this.#noteOrigin(response);
    return response;
  }

  #httpRequest({ method, path, query, body, upload, signal }: ApiRequest): HttpRequest {
    const { origin, workspaceId } = this.options.host;
    const url = new URL(path, origin);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(name, value);
      }
    }
    return {
      method,
      url: url.href,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(upload === undefined ? {} : { 'Content-Type': upload.contentType }),
        ...(workspaceId === undefined ? {} : { 'X-Databricks-Workspace-Id': workspaceId }),
      },
      ...(body === undefined ? {} : { body: toJson(body) }),
      ...(upload === undefined ? {} : { body: upload }),
      ...(signal === undefined ? {} : { signal }),
    };
  }

  #noteOrigin(response: HttpResponse): void {
    this.#workspaceId ??= response.headers['x-databricks-org-id'];
    const here = this.options.clock.now();
    const service = Date.parse(response.headers['date'] ?? '');
    this.#firstAnswer ??= { service: Number.isNaN(service) ? here : service, here };
  }
}

function jsonOf(response: HttpResponse, request: ApiRequest, asker: Asker | undefined): JsonObject {
  if (response.status >= 300 || isPage(response)) {
    throw new ApiError(request, response, asker);
  }
  if (response.body === '') {
    return {};
  }
  try {
    const json = parseJson(response.body);
    if (isJsonObject(json)) {
      return json;
    }
  } catch {
    // Falls through: text that is no JSON object is as useless as no JSON at all.
  }
  throw new ApiError(request, response, asker);
}
