import type { IdentityClaims } from './identity-claims';

/** How a connection logs in, without secrets. */
export interface LoginFacts {
  /** For people, e.g. personal access token. */
  readonly method: string;
  /** When the current token expires, by our clock; undefined if unknown, as for a personal access token. */
  readonly tokenEndsAt: () => number | undefined;
  /** Claims of the newest identity token from Azure DevOps; undefined if the login needs none. */
  readonly claims: () => IdentityClaims | undefined;
}
