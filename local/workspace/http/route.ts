import type { Identity } from '../identity/identity';
import type { Fields } from './fields';
import type { ReceivedRequest } from './received-request';
import type { Reply } from './reply';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ApiCall {
  /** The query of a GET or HEAD, the JSON body of other methods; a DELETE may use either. */
  readonly fields: Fields;
  readonly query: Fields;
  /** The decoded values of the path's `{names}`. */
  readonly segments: Fields;
  /** The raw body, for a route that accepts bytes or a form. */
  readonly content: Buffer;
  readonly request: ReceivedRequest;
  readonly caller: Identity;
}

/** One method and path of the stand-in; each resource file declares its own. */
export interface Route {
  readonly method: Method;
  /** `{name}` matches one segment; `{name...}` at the end matches the rest. */
  readonly path: string;
  /** Also works without a token, like sign-in and signed URLs. */
  readonly open?: true;
  /** Members of body or query that the service knows but that have no effect here; nested ones by path: `tasks.health`. */
  readonly ignored?: readonly string[];
  readonly answer: (call: ApiCall) => Reply | Promise<Reply>;
}
