import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../lib/core/clock';
import type { Identity } from './identity';

export interface Access<W> {
  readonly workspace: W;
  readonly identity: Identity;
  isExpired(): boolean;
}

export interface TokenLife {
  /** Default: no limit. */
  readonly lifetimeMs?: number | undefined;
  /** Maximum number of requests. */
  readonly uses?: number | undefined;
}

interface Entry<W> {
  readonly workspace: W;
  readonly identity: Identity;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** How many requests are left. */
  uses?: number;
}

/** Bearer tokens and the workspace of each. */
export class TokenList<W> {
  readonly #entries = new Map<string, Entry<W>>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new token, unlimited by default. */
  issue(workspace: W, identity: Identity, { lifetimeMs = Infinity, uses = Infinity }: TokenLife = {}): string {
    // Random even in tests: a token lets its owner run Python as the user who started the server.
    const token = `dapi${randomBytes(16).toString('hex')}`;
    this.admit(token, { workspace, identity, expiresAt: this.#clock.now() + lifetimeMs, uses });
    return token;
  }

  /** A token from an earlier server. */
  admit(token: string, entry: Entry<W>): void {
    this.#entries.set(token, entry);
  }

  expire(token: string): void {
    const entry = this.#entries.get(token);
    if (entry !== undefined) {
      entry.expiresAt = -Infinity;
    }
  }

  /** Counts as one use; undefined for an unknown token. */
  access(token: string): Access<W> | undefined {
    const entry = this.#entries.get(token);
    if (entry?.uses !== undefined && entry.uses-- <= 0) {
      this.expire(token);
    }
    return entry && { ...entry, isExpired: () => entry.expiresAt <= this.#clock.now() };
  }
}
