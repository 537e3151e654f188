/** A body that is created again for every attempt, so that a large file is never in memory. */
export interface StreamedBody {
  /** Total bytes; fewer or more are an error. */
  readonly length: number;
  /** May throw: that aborts the request, which rejects with that error. */
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

/** Sends one request once. Resolves with any status; rejects with NetworkError if there was no response. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;
