import type { Identity } from '../identity/identity';
import type { Fields } from './fields';
import type { ReceivedRequest } from './received-request';
import type { Reply } from './reply';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ApiCall {
  /** The query of a GET or HEAD, the JSON body of the rest; a DELETE may use either. */
  readonly fields: Fields;
  readonly query: Fields;
  /** What stood in place of the path's `{names}`, decoded. */
  readonly segments: Fields;
  /** The body as it came, for a route that takes bytes or a form. */
  readonly content: Buffer;
  readonly request: ReceivedRequest;
  readonly caller: Identity;
}

/** One method and path that the stand-in answers; a resource file declares its own. */
export interface Route {
  readonly method: Method;
  /** `{name}` stands for one segment, `{name...}` at the end for all that are left. */
  readonly path: string;
  /** Answers without a token too, as sign-in and signed addresses do. */
  readonly open?: true;
  /** Members of body or query that the service knows and that have no effect here; a nested one by its path: `tasks.health`. */
  readonly ignored?: readonly string[];
  readonly answer: (call: ApiCall) => Reply | Promise<Reply>;
}
