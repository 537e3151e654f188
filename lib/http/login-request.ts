import type { Clock } from '../core/clock';
import { formatDuration } from '../core/durations';
import { LoginError } from '../core/login-error';
import { isJsonObject, parseJson, type JsonObject } from '../core/lossless-json';
import type { HttpRequest, HttpResponse, Send } from './message';
import { NetworkError } from './network-error';
import { retrying, type RetryPolicy } from './retry';
import { pauseAskedFor } from './retry-after';

export interface LoginTools {
  /** Adds user agent and attempt timeout, but no credentials. */
  readonly send: Send;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onRetry: (line: string) => void;
  /** For a service with its own way to recover. */
  readonly retryPolicy?: LoginRetryPolicy;
}

/** The responses after which to retry, and for how long. */
export type LoginRetryPolicy = Required<Pick<RetryPolicy, 'isRetried' | 'budgetMs'>>;

/** A token or a refusal, depending on the status. */
export interface LoginAnswer {
  readonly status: number;
  readonly json: JsonObject;
  /** When the service sent it, by its clock. */
  readonly date: number | undefined;
}

/** A second token does no harm, so the request is retried after any fault of the service. */
const RETRY_POLICY: LoginRetryPolicy = { isRetried: (status) => status >= 500, budgetMs: 60_000 };

/** Sends a request to a token service, with retries; throws LoginError for anything but a token or a refusal. */
export async function loginRequest(request: HttpRequest, tools: LoginTools): Promise<LoginAnswer> {
  const { host } = new URL(request.url);
  const retryPolicy = tools.retryPolicy ?? RETRY_POLICY;
  const response = await answered(request, retryPolicy, tools);
  const { status, headers } = response;
  if (status === 429) {
    const pauseMs = pauseAskedFor(response, tools.clock.now());
    const message = `${host} answered 429 when asked for a token${tooLong(pauseMs, retryPolicy)}`;
    throw new LoginError('throttled', host, { message });
  }
  if (retryPolicy.isRetried(status)) {
    throw new LoginError('unavailable', host, { message: `${host} answered ${status} when asked for a token` });
  }
  const json = jsonOf(response);
  if (status < 400 && json === undefined) {
    const isPage = status >= 300 || /^text\/html/i.test(headers['content-type'] ?? '');
    const message = `${host} answered ${status} with ${isPage ? 'a web page' : 'no JSON object'} when asked for a token`;
    throw new LoginError(isPage ? 'page' : 'malformed', host, { message });
  }
  const date = Date.parse(headers['date'] ?? '');
  return { status, json: json ?? {}, date: Number.isNaN(date) ? undefined : date };
}

/** A pause that exceeds the retry budget is not started. */
function tooLong(pauseMs: number | undefined, { budgetMs }: LoginRetryPolicy): string {
  return pauseMs === undefined || pauseMs <= budgetMs
    ? ''
    : `, and is not to be asked again for ${formatDuration(pauseMs)}`;
}

async function answered(
  request: HttpRequest,
  retryPolicy: LoginRetryPolicy,
  { send, ...tools }: LoginTools,
): Promise<HttpResponse> {
  const { host } = new URL(request.url);
  const policy = { repeatable: true, ...retryPolicy };
  const onRetry = (because: string, waitMs: number): void =>
    tools.onRetry(`Asking ${host} for a token: ${because}; next attempt in ${Math.ceil(waitMs / 1000)} s`);
  try {
    return await retrying(() => send(request), policy, { ...tools, onRetry });
  } catch (error) {
    if (error instanceof NetworkError) {
      throw new LoginError('unreachable', host, { message: error.message, cause: error });
    }
    throw error;
  }
}

function jsonOf({ status, body }: HttpResponse): JsonObject | undefined {
  if (status >= 300 && status < 400) {
    return undefined;
  }
  try {
    const json = parseJson(body);
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
