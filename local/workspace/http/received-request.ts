import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A complete request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  /** As sent: the route handles `%2F` and `..`. */
  readonly path: string;
  /** The query with its `?`, or empty. */
  readonly search: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly content: Buffer;
}

export async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  const search = mark === -1 ? '' : target.slice(mark);
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
  }
  return {
    method: incoming.method ?? 'GET',
    path: mark === -1 ? target : target.slice(0, mark),
    search,
    query: Object.fromEntries(new URLSearchParams(search)),
    headers: incoming.headers,
    content: Buffer.concat(chunks),
  };
}
