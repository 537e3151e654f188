/** A body that is made anew for every attempt, so that a large file never lies in memory. */
export interface StreamedBody {
  /** Bytes in all; fewer or more are an error. */
  readonly length: number;
  /** May throw: the request is then broken off, and rejects with that error. */
  chunks(): AsyncIterable<Uint8Array>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | StreamedBody;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request once. Resolves with any status; rejects with NetworkError when there was no answer. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;
