import type { JsonObject } from '../../core/lossless-json';
import type { Receiver, StreamedBody } from '../../http/message';
import type { Pace } from './pace';

/** The bytes of a file, read again for every attempt. */
export type Content = StreamedBody;

/** A body that is not JSON. */
export interface Upload extends Content {
  readonly contentType: string;
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Starts with /api/. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: JsonObject;
  /** Instead of `body`. */
  readonly upload?: Upload;
  /** Takes the body of a good answer. */
  readonly receiver?: Receiver;
  /** The action in error messages: "Reading run 812". */
  readonly doing: string;
  /** The permission that a refused identity lacks: "'Can View' on job 31". */
  readonly permission?: string;
  /** Whether it may be sent twice. Default: true, except for POST. */
  readonly repeatable?: boolean;
  /** Time for all attempts. Default: five minutes, as in the official clients. */
  readonly budgetMs?: number;
  /** Shared by requests under one rate limit: if one is throttled, all slow down. */
  readonly pace?: Pace | undefined;
  readonly signal?: AbortSignal;
}
