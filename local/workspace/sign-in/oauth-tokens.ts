import type { Identity } from '../identity/identity';

/** How long a token of the token endpoint lives. */
export interface OAuthLife {
  /** By the clock of the server; the token of another issuer may make it less. */
  readonly seconds: number;
  /** The token is revoked after so many requests. */
  readonly uses?: number;
}

export interface IssuedToken {
  readonly token: string;
  readonly identity: Identity;
  readonly seconds: number;
}

/** What the token endpoint of an account gives out; a test changes `life` at any time. */
export class OAuthTokens {
  life: OAuthLife = { seconds: 3600 };
  #issued: readonly IssuedToken[] = [];

  /** Oldest first. */
  get issued(): readonly IssuedToken[] {
    return this.#issued;
  }

  note(token: IssuedToken): void {
    this.#issued = [...this.#issued, token];
  }
}
