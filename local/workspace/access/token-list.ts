import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../lib/core/clock';
import type { Identity } from './identity';

export interface Access<W> {
  readonly workspace: W;
  readonly identity: Identity;
  isExpired(): boolean;
}

interface Entry<W> {
  readonly workspace: W;
  readonly identity: Identity;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** Bearer tokens and the workspace each one opens. */
export class TokenList<W> {
  readonly #entries = new Map<string, Entry<W>>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new token, which ends after `lifetimeMs` or lives on. */
  issue(workspace: W, identity: Identity, lifetimeMs = Infinity): string {
    // Random even in tests: whoever holds a token can run Python as the user who started the server.
    const token = `dapi${randomBytes(16).toString('hex')}`;
    this.admit(token, { workspace, identity, expiresAt: this.#clock.now() + lifetimeMs });
    return token;
  }

  /** A token that an earlier server has issued. */
  admit(token: string, entry: Entry<W>): void {
    this.#entries.set(token, entry);
  }

  expire(token: string): void {
    const entry = this.#entries.get(token);
    if (entry !== undefined) {
      entry.expiresAt = -Infinity;
    }
  }

  /** Undefined for a token that was never issued. */
  access(token: string): Access<W> | undefined {
    const entry = this.#entries.get(token);
    return entry && { ...entry, isExpired: () => entry.expiresAt <= this.#clock.now() };
  }
}
