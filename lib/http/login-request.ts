import type { Clock } from '../core/clock';
import { isJsonObject, parseJson, type JsonObject } from '../core/lossless-json';
import { LoginError } from '../core/login-error';
import type { HttpRequest, HttpResponse, Send } from './message';
import { NetworkError } from './network-error';
import { retrying } from './retry';

export interface LoginTools {
  /** Already carries user agent and attempt timeout, and no credentials. */
  readonly send: Send;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onRetry: (line: string) => void;
}

/** A token, or a refusal: the status tells which. */
export interface LoginAnswer {
  readonly status: number;
  readonly json: JsonObject;
  /** When the service sent it, by its own clock. */
  readonly date: number | undefined;
}

const BUDGET_MS = 60_000;

/** Asks a service that gives out tokens, again where that may help; LoginError for what is neither token nor refusal. */
export async function loginRequest(request: HttpRequest, tools: LoginTools): Promise<LoginAnswer> {
  const { host } = new URL(request.url);
  const response = await answered(request, host, tools);
  const { status, headers } = response;
  if (status === 429 || status >= 500) {
    const fault = status === 429 ? 'throttled' : 'unavailable';
    throw new LoginError(fault, host, { message: `${host} answered ${status} when asked for a token` });
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

async function answered(request: HttpRequest, host: string, { send, ...tools }: LoginTools): Promise<HttpResponse> {
  const policy = { repeatable: true, budgetMs: BUDGET_MS };
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
