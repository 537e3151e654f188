import type { Clock } from '../../core/clock';
import { toJson, type JsonObject } from '../../core/lossless-json';
import type { HttpRequest, HttpResponse, Send } from '../../http/message';
import { retrying } from '../../http/retry';
import { ApiError, isPage, type Caller } from './api-error';
import type { ApiRequest } from './api-request';
import type { WorkspaceHost } from './host';
import { readAnswer } from './read-answer';

const BUDGET_MS = 5 * 60_000;
/** An unusable response may have been damaged on the way; more attempts would only delay the message. */
const MOST_UNUSABLE_ANSWERS = 3;
const WAIT_AFTER_UNUSABLE_MS = 1000;

export interface ApiOptions {
  readonly host: WorkspaceHost;
  /** Adds credentials, user agent and attempt timeout. */
  readonly send: Send;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onRetry: (line: string) => void;
  /** Aborts calls without their own signal. */
  readonly signal: AbortSignal;
  /** The identity, if it is not the connection's. */
  readonly caller?: Caller;
}

/** One workspace's REST interface: JSON in, JSON out, ApiError for anything else. */
export class Api {
  #workspaceId: string | undefined;
  #firstAnswer: { readonly service: number; readonly here: number } | undefined;

  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  get host(): WorkspaceHost {
    return this.#options.host;
  }

  /** The same service, but this signal aborts its calls; for requests after the pipeline was cancelled. */
  until(signal: AbortSignal): Api {
    return new Api({ ...this.#options, signal });
  }

  /** The workspace ID from responses; undefined before the first. */
  get workspaceId(): string | undefined {
    return this.#workspaceId;
  }

  /** The service's clock in seconds at its first response; undefined before that. */
  get firstAnswerAt(): number | undefined {
    return this.#firstAnswer?.service;
  }

  /** Converts a time of the service's clock to our clock. */
  hereAt(service: number): number {
    return this.#firstAnswer === undefined ? service : service - this.#firstAnswer.service + this.#firstAnswer.here;
  }

  call(request: ApiRequest): Promise<JsonObject> {
    return this.read(request, (json) => json);
  }

  /** The result of `reading` the response. If it throws UnusableAnswer, the request is repeated if that is safe. */
  async read<T>(request: ApiRequest, reading: (json: JsonObject) => T): Promise<T> {
    const { caller, clock, onRetry } = this.#options;
    const deadline = clock.now() + budgetOf(request);
    for (let answers = 1; ; answers++) {
      const response = await this.#answer(request);
      try {
        return readAnswer(response, { request, caller }, reading);
      } catch (error) {
        const isGarbled = error instanceof ApiError && error.status < 300;
        const hasTime = clock.now() + WAIT_AFTER_UNUSABLE_MS <= deadline;
        if (!isGarbled || !isRepeatable(request) || !hasTime || answers === MOST_UNUSABLE_ANSWERS) {
          throw error;
        }
        onRetry(`${request.doing}: ${error.message}; asking again`);
        await clock.sleep(WAIT_AFTER_UNUSABLE_MS, request.signal ?? this.#options.signal);
      }
    }
  }

  /** The raw body, for content from others. */
  async text(request: ApiRequest): Promise<string> {
    const response = await this.#answer(request);
    if (response.status >= 300 || isPage(response)) {
      throw new ApiError(request, response, { caller: this.#options.caller });
    }
    return response.body;
  }

  async #answer(request: ApiRequest): Promise<HttpResponse> {
    const { clock, random, onRetry } = this.#options;
    const signal = request.signal ?? this.#options.signal;
    const policy = {
      repeatable: isRepeatable(request),
      budgetMs: budgetOf(request),
    };
    const attempt = async (): Promise<HttpResponse> => {
      await request.pace?.turn(signal);
      const answer = await this.#options.send(this.#httpRequest({ ...request, signal }));
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

  #httpRequest({ method, path, query, body, upload, receiver, signal }: ApiRequest): HttpRequest {
    const { origin, workspaceId } = this.#options.host;
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
      ...(receiver === undefined ? {} : { receiver }),
      ...(signal === undefined ? {} : { signal }),
    };
  }

  #noteOrigin(response: HttpResponse): void {
    this.#workspaceId ??= response.headers['x-databricks-org-id'];
    const here = this.#options.clock.now();
    const service = Date.parse(response.headers['date'] ?? '');
    this.#firstAnswer ??= { service: Number.isNaN(service) ? here : service, here };
  }
}

function isRepeatable({ method, repeatable }: ApiRequest): boolean {
  return repeatable ?? method !== 'POST';
}

function budgetOf({ budgetMs = BUDGET_MS }: ApiRequest): number {
  return budgetMs;
}
