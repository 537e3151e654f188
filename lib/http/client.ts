import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { agentsFor } from './agents';
import type { HttpRequest, HttpResponse, Send, StreamedBody } from './message';
import type { Agents, Network } from './network';
import { networkErrorOf } from './network-error';

/** Sends over keep-alive connections. No redirect is followed: a redirect here is a login page. */
export function httpClient(network: Network): Send {
  const byOrigin = new Map<string, Agents>();
  const agentsOf = (url: string): Agents => {
    const { origin } = new URL(url);
    const agents = byOrigin.get(origin) ?? agentsFor(url, network);
    byOrigin.set(origin, agents);
    return agents;
  };
  return async (request) => {
    request.signal?.throwIfAborted();
    try {
      return await sendOnce(request, agentsOf(request.url));
    } catch (error) {
      request.signal?.throwIfAborted();
      throw error instanceof BodyFailure ? error.cause : networkErrorOf(error, request.url);
    }
  };
}

function sendOnce({ method, url, headers, body, signal }: HttpRequest, agents: Agents): Promise<HttpResponse> {
  const isHttps = url.startsWith('https:');
  const length = body === undefined ? {} : { 'Content-Length': String(lengthOf(body)) };
  const options = {
    method,
    headers: { ...headers, ...length },
    agent: isHttps ? agents.https : agents.http,
    ...(signal === undefined ? {} : { signal }),
  };
  return new Promise((resolve, reject) => {
    const onAnswer = (answer: IncomingMessage): void => void readAnswer(answer).then(resolve, reject);
    const request = isHttps ? requestHttps(url, options, onAnswer) : requestHttp(url, options, onAnswer);
    request.on('error', reject);
    if (body === undefined || typeof body === 'string') {
      request.end(body);
    } else {
      void writeChunks(request, body);
    }
  });
}

/** What a body threw while it was read: no fault of the network. */
class BodyFailure extends Error {}

/** Goes out in one piece. */
const SMALL_BODY = 64 * 1024;

async function gathered(body: StreamedBody): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.chunks()) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Ends or destroys the request; an answer that comes before the end of the body stands. */
async function writeChunks(request: ClientRequest, body: StreamedBody): Promise<void> {
  try {
    if (body.length <= SMALL_BODY) {
      request.end(await gathered(body));
      return;
    }
    for await (const chunk of body.chunks()) {
      if (request.destroyed) {
        return;
      }
      if (!request.write(chunk)) {
        await drained(request);
      }
    }
    request.end();
  } catch (cause) {
    request.destroy(new BodyFailure('The body could not be read.', { cause }));
  }
}

function drained(request: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      request.off('drain', settle).off('close', settle);
      resolve();
    };
    request.on('drain', settle).on('close', settle);
  });
}

function lengthOf(body: string | StreamedBody): number {
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}

async function readAnswer(answer: IncomingMessage): Promise<HttpResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) {
    chunks.push(chunk as Buffer);
  }
  return {
    status: answer.statusCode ?? 0,
    headers: plainHeaders(answer),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function plainHeaders({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
