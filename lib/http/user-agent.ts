import type { Send } from './message';

export function withUserAgent(send: Send, userAgent: string): Send {
  return (request) => send({ ...request, headers: { ...request.headers, 'User-Agent': userAgent } });
}
