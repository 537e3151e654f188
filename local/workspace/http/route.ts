import type { Identity } from '../access/identity';
import type { Fields } from './fields';
import type { Reply } from './reply';

export interface ApiCall {
  readonly fields: Fields;
  readonly caller: Identity;
}

/** One method and path that the stand-in answers; a resource file declares its own. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly answer: (call: ApiCall) => Reply;
}
