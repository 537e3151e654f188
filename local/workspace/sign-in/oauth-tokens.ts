import type { Identity } from '../identity/identity';

/** The lifetime of a token from the token endpoint. */
export interface OAuthLife {
  /** By the server's clock; the token of another issuer may shorten it. */
  readonly seconds: number;
  /** The number of requests after which the token is revoked. */
  readonly uses?: number;
}

export interface IssuedToken {
  readonly token: string;
  readonly identity: Identity;
  readonly seconds: number;
}

/** Tokens from the token endpoint of an account; a test may change `life` at any time. */
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
