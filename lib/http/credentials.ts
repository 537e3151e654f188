import type { Send } from './message';

/** Gives the headers that prove who is asking. */
export interface Credentials {
  headers(): Promise<Readonly<Record<string, string>>>;
}

export function withCredentials(send: Send, credentials: Credentials): Send {
  return async (request) => send({ ...request, headers: { ...request.headers, ...(await credentials.headers()) } });
}
