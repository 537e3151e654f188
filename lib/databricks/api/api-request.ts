import type { JsonObject } from '../../core/lossless-json';
import type { Receiver, StreamedBody } from '../../http/message';
import type { Pace } from './pace';

/** The bytes of a file, read anew for every attempt. */
export type Content = StreamedBody;

/** A body that is no JSON. */
export interface Upload extends Content {
  readonly contentType: string;
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Begins with /api/. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: JsonObject;
  /** In place of `body`. */
  readonly upload?: Upload;
  /** Takes the body of a good answer. */
  readonly receiver?: Receiver;
  /** What the user reads when it fails: "Reading run 812". */
  readonly doing: string;
  /** What a refused identity lacks: "'Can View' on job 31". */
  readonly permission?: string;
  /** Whether doing it twice equals doing it once. GET, PUT and DELETE are; a POST only where its caller says so. */
  readonly repeatable?: boolean;
  /** Time for all attempts; five minutes unless given, as in the official clients. */
  readonly budgetMs?: number;
  /** Shared by requests that one limit of the service counts together: where one is throttled, all slow down. */
  readonly pace?: Pace | undefined;
  readonly signal?: AbortSignal;
}
