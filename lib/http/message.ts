/** A body that is created again for every attempt, so that a large file is never in memory. */
export interface StreamedBody {
  /** Total bytes; fewer or more are an error. */
  readonly length: number;
  /** May throw: that aborts the request, which rejects with that error. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** Takes the body of a good answer as it comes, so that a large file never lies in memory. Each attempt begins anew. */
export interface Receiver {
  /** How many bytes are expected: they need time. */
  readonly length: number;
  take(chunks: AsyncIterable<Uint8Array>): Promise<void>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | StreamedBody;
  /** Where the body of an answer with status 200 goes; the answer's own body is then empty. */
  readonly receiver?: Receiver;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request once. Resolves with any status; rejects with NetworkError if there was no response. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;
