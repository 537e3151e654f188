import type { IdentityClaims } from './identity-claims';

/** How a connection logs in; nothing of it is secret. */
export interface LoginFacts {
  /** As people call it, e.g. personal access token. */
  readonly method: string;
  /** When the token in use ends, by our clock; undefined where nobody tells, as with a personal access token. */
  readonly tokenEndsAt: () => number | undefined;
  /** What the newest identity token of Azure DevOps says; undefined where the login needs none. */
  readonly claims: () => IdentityClaims | undefined;
}
