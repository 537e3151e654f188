import { ClientRequest } from 'node:http';
import type { Readable } from 'node:stream';
import type { Axios } from 'axios';
import { UserError } from '../core/errors';
import { agentsFor } from './agents';
import { readAnswer } from './answer';
import type { HttpRequest, HttpResponse, Send } from './message';
import type { Agents, Network } from './network';
import { networkErrorOf } from './network-error';
import { openBody } from './open-body';

/** Sends over keep-alive connections. No redirect is followed: a redirect here is a login page. */
export function httpClient(network: Network): Send {
  const byOrigin = new Map<string, Agents>();
  const agentsOf = (url: string): Agents => {
    const { origin } = new URL(url);
    const agents = byOrigin.get(origin) ?? agentsFor(url, network);
    byOrigin.set(origin, agents);
    return agents;
  };
  let opened: Promise<Axios> | undefined;
  return async (request) => {
    request.signal?.throwIfAborted();
    opened ??= openAxios();
    return sendOnce(request, agentsOf(request.url), await opened);
  };
}

/** Axios without its defaults: status errors, redirects, proxies from the environment, headers, JSON, unzipping. */
async function openAxios(): Promise<Axios> {
  // Loaded by the first request, so that errors in inputs appear without delay.
  const { Axios } = await import('axios');
  return new Axios({
    adapter: 'http',
    validateStatus: () => true,
    maxRedirects: 0,
    proxy: false,
    headers: { 'User-Agent': false, 'Accept-Encoding': false, 'Content-Type': false },
    responseType: 'stream',
    decompress: false,
  });
}

async function sendOnce(request: HttpRequest, agents: Agents, axios: Axios): Promise<HttpResponse> {
  const { method, url, headers, signal } = request;
  const body = await openBody(request.body);
  try {
    const answer = await axios.request<Readable>({
      method,
      url,
      headers: { ...headers, ...body.headers },
      data: body.data,
      httpAgent: agents.http,
      httpsAgent: agents.https,
      ...(signal === undefined ? {} : { signal }),
    });
    const text = await bodyOf(request, answer);
    body.close(() => breakOff(answer.request));
    return { status: answer.status, headers: plainHeaders(answer.headers), body: text };
  } catch (error) {
    body.close();
    signal?.throwIfAborted();
    const ours = body.failure() ?? (error instanceof UserError ? error : undefined);
    throw ours ?? networkErrorOf(causeOf(error), url);
  }
}

async function bodyOf({ url, receiver }: HttpRequest, { status, data }: AnswerWithBody): Promise<string> {
  if (receiver === undefined || status !== 200) {
    return readAnswer(data, new URL(url).host);
  }
  await receiver.take(data as AsyncIterable<Uint8Array>);
  return '';
}

interface AnswerWithBody {
  readonly status: number;
  readonly data: Readable;
}

/** A response before the end of the body is valid; but the connection waits for the rest and would stay open forever. */
function breakOff(request: unknown): void {
  if (request instanceof ClientRequest) {
    request.destroy();
  }
}

/** Node's error; axios wraps it in its own. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

function plainHeaders(headers: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
