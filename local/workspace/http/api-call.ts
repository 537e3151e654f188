import { isJsonObject, type Json } from '../../../lib/core/lossless-json';
import type { Identity } from '../access/identity';
import { Fields } from './fields';
import type { ReceivedRequest } from './received-request';
import { malformedRequest } from './refusal';
import type { ApiCall } from './route';

/** A request with its body read as far as it is JSON or text. */
export interface ReadRequest {
  readonly request: ReceivedRequest;
  readonly body: Json | undefined;
}

/** What a route sees of a request; only a route that asks for fields demands a JSON object. */
export class ReceivedCall implements ApiCall {
  readonly request: ReceivedRequest;
  readonly query: Fields;
  readonly segments: Fields;
  readonly #body: Json | undefined;

  constructor(
    { request, body }: ReadRequest,
    readonly caller: Identity,
    segments: Readonly<Record<string, string>>,
  ) {
    this.request = request;
    this.#body = body;
    this.query = new Fields(request.query);
    this.segments = new Fields(segments);
  }

  get content(): Buffer {
    return this.request.content;
  }

  get fields(): Fields {
    const { method, query } = this.request;
    if (method === 'GET' || method === 'HEAD') {
      return this.query;
    }
    const body = this.#body ?? {};
    if (!isJsonObject(body)) {
      throw malformedRequest('Could not parse request object: the body is not a JSON object.');
    }
    return new Fields(method === 'DELETE' ? { ...query, ...body } : body);
  }
}
