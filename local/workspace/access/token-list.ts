import { randomBytes } from 'node:crypto';
import { Refusal } from '../http/refusal';
import type { Identity } from './identity';

export interface Access<W> {
  readonly workspace: W;
  readonly identity: Identity;
  expired: boolean;
}

/** Bearer tokens and the workspace each one opens. */
export class TokenList<W> {
  readonly #accesses = new Map<string, Access<W>>();

  issue(workspace: W, identity: Identity): string {
    // Random even in tests: whoever holds a token can run Python as the user who started the server.
    const token = `dapi${randomBytes(16).toString('hex')}`;
    this.#accesses.set(token, { workspace, identity, expired: false });
    return token;
  }

  expire(token: string): void {
    const access = this.#accesses.get(token);
    if (access !== undefined) {
      access.expired = true;
    }
  }

  /** Undefined for a token that was never issued; throws when there is none to look up. */
  access(authorization: string | undefined): Access<W> | undefined {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      throw new Refusal(401, 401, 'Credential was not sent or was of an unsupported type for this API.');
    }
    return this.#accesses.get(token);
  }
}
