import axios from 'axios';
import { agentsFor } from './agents';
import type { HttpRequest, HttpResponse, Send } from './message';
import type { Agents, Network } from './network';
import { networkErrorOf } from './network-error';

/** Sends over keep-alive connections. No redirect is followed: a redirect here is a login page. */
export function axiosClient(network: Network): Send {
  const byOrigin = new Map<string, Agents>();
  const agentsOf = (url: string): Agents => {
    const { origin } = new URL(url);
    const agents = byOrigin.get(origin) ?? agentsFor(url, network);
    byOrigin.set(origin, agents);
    return agents;
  };
  return (request) => sendOnce(request, agentsOf(request.url));
}

async function sendOnce(request: HttpRequest, agents: Agents): Promise<HttpResponse> {
  try {
    const answer = await axios.request<string>({
      method: request.method,
      url: request.url,
      headers: request.headers,
      data: request.body,
      responseType: 'text',
      // Without these axios trims what is sent, and parses what comes back and so rounds int64 ids.
      transformRequest: (body: string | undefined) => body,
      transformResponse: (body: string) => body,
      validateStatus: () => true,
      maxRedirects: 0,
      proxy: false,
      httpAgent: agents.http,
      httpsAgent: agents.https,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    return { status: answer.status, headers: plainHeaders(answer.headers), body: answer.data };
  } catch (error) {
    request.signal?.throwIfAborted();
    throw networkErrorOf(error, request.url);
  }
}

function plainHeaders(headers: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
