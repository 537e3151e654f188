import { Readable } from 'node:stream';
import type { StreamedBody } from './message';

/** The body of one attempt. */
export interface OpenBody {
  readonly data: string | Buffer | Readable | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** An error from reading the body, not from the network. */
  failure(): Error | undefined;
  /** Closes the file; may be called before all of it was sent. */
  close(unfinished?: () => void): void;
}

/** Sent in one piece. */
const SMALL_BODY = 64 * 1024;

export async function openBody(body: string | StreamedBody | undefined): Promise<OpenBody> {
  if (body === undefined) {
    return { data: undefined, headers: {}, failure: () => undefined, close: () => undefined };
  }
  if (typeof body === 'string') {
    return whole(body, Buffer.byteLength(body));
  }
  return body.length <= SMALL_BODY ? whole(await gathered(body), body.length) : streamed(body);
}

function whole(data: string | Buffer, length: number): OpenBody {
  return { data, headers: lengthHeader(length), failure: () => undefined, close: () => undefined };
}

function streamed(body: StreamedBody): OpenBody {
  const data = Readable.from(body.chunks(), { objectMode: false });
  return {
    data,
    headers: lengthHeader(body.length),
    failure: () => data.errored ?? undefined,
    close(unfinished) {
      if (!data.readableEnded) {
        unfinished?.();
      }
      data.destroy();
    },
  };
}

function lengthHeader(length: number): Readonly<Record<string, string>> {
  return { 'Content-Length': String(length) };
}

async function gathered(body: StreamedBody): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.chunks()) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
