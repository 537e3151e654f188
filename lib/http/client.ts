import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { agentsFor } from './agents';
import type { HttpRequest, HttpResponse, Send } from './message';
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
      throw networkErrorOf(error, request.url);
    }
  };
}

function sendOnce({ method, url, headers, body, signal }: HttpRequest, agents: Agents): Promise<HttpResponse> {
  const isHttps = url.startsWith('https:');
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
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
    request.end(body);
  });
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
