import { isJsonObject, type Json, type JsonObject } from '../../../lib/core/lossless-json';
import type { Identity } from '../identity/identity';
import { Fields } from './fields';
import { readAs, unreadMembers } from './read-members';
import type { ReceivedRequest } from './received-request';
import { malformedRequest } from './refusal';
import type { ApiCall } from './route';

/** A request with its body parsed if it is JSON or text. */
export interface ReadRequest {
  readonly request: ReceivedRequest;
  readonly body: Json | undefined;
}

/** A request as a route sees it; only a route that reads fields requires a JSON object. */
export class ReceivedCall implements ApiCall {
  readonly request: ReceivedRequest;
  readonly query: Fields;
  readonly segments: Fields;
  readonly #body: Json | undefined;
  #bodyIsRead: 'as fields' | 'as bytes' | undefined;

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
    this.#bodyIsRead ??= 'as bytes';
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
    this.#bodyIsRead = 'as fields';
    return new Fields(method === 'DELETE' ? readAs({ ...query, ...body }, query, body) : body);
  }

  /** Members of query and body that the route did not read, nested ones by path. */
  get unread(): readonly string[] {
    const body: JsonObject = isJsonObject(this.#body) && this.#bodyIsRead !== 'as bytes' ? this.#body : {};
    return [...unreadMembers(this.request.query), ...unreadMembers(body)];
  }
}
