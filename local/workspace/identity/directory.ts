import type { Identity } from './identity';

/** Which tokens of another issuer log in as this identity. */
export interface FederationPolicy {
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** Only this subject; undefined in a policy of the account, where the subject is the user's name. */
  readonly subject?: string;
  /** The claim with the subject. Default: `sub`. */
  readonly subjectClaim?: string;
  /** The issuer's public keys. */
  readonly jwks: { readonly keys: readonly JsonWebKeyWithId[] };
}

export interface JsonWebKeyWithId {
  readonly kid?: string;
  readonly kty: string;
  readonly [member: string]: string | undefined;
}

export interface ServicePrincipal {
  readonly applicationId: string;
  readonly displayName?: string;
  readonly secret?: string;
  readonly federation?: readonly FederationPolicy[];
  /** The workspace of its OAuth tokens. Default: the account's first. */
  readonly workspace?: string;
}

export interface Group {
  readonly displayName: string;
  /** User names and application ids. */
  readonly members: readonly string[];
}

export interface DirectorySeed {
  readonly users?: readonly string[];
  readonly servicePrincipals?: readonly ServicePrincipal[];
  readonly groups?: readonly Group[];
  /** Token federation for users of the account. */
  readonly federation?: readonly FederationPolicy[];
}

const EVERYBODY = ['users', 'account users'] as const;
const ADMINS = 'admins';

/** The users, service principals and groups of an account. */
export class Directory {
  /** All identities except the service principals of the seed. */
  readonly #identities: Map<string, Identity['kind']>;
  readonly federation: readonly FederationPolicy[];
  #servicePrincipals: readonly ServicePrincipal[];
  readonly #groups: readonly Group[];
  readonly #areAdminsSeeded: boolean;
  readonly #appointed = new Set<string>();

  constructor({ users = [], servicePrincipals = [], groups = [], federation = [] }: DirectorySeed) {
    this.#identities = new Map(users.map((userName) => [userName, 'user']));
    this.#servicePrincipals = servicePrincipals;
    this.federation = federation;
    this.#areAdminsSeeded = groups.some(({ displayName }) => displayName === ADMINS);
    this.#groups = [
      ...groups,
      ...['users', ADMINS]
        .filter((name) => !groups.some(({ displayName }) => displayName === name))
        .map((displayName) => ({ displayName, members: [] })),
    ];
  }

  get groups(): readonly Group[] {
    return this.#groups.map((group) =>
      group.displayName === ADMINS
        ? { ...group, members: [...new Set([...group.members, ...this.#appointed])] }
        : group,
    );
  }

  /** Makes an identity an administrator, unless the seed has named the administrators. */
  appoint({ userName }: Identity): void {
    if (!this.#areAdminsSeeded) {
      this.#appointed.add(userName);
    }
  }

  isAdmin(identity: Identity): boolean {
    return this.groupsOf(identity).includes(ADMINS);
  }

  /** Adds an identity that gets a token. */
  admit({ userName, kind }: Identity): void {
    this.#identities.set(userName, kind);
  }

  /** Whether there is such a user, or such a service principal. */
  has({ userName, kind }: Identity): boolean {
    const isSeeded = this.servicePrincipal(userName) !== undefined;
    return (isSeeded ? 'servicePrincipal' : this.#identities.get(userName)) === kind;
  }

  get servicePrincipals(): readonly ServicePrincipal[] {
    return this.#servicePrincipals;
  }

  /** Replaces the service principal with the same application ID, e.g. to change its secret. */
  replace(principal: ServicePrincipal): void {
    this.#servicePrincipals = this.#servicePrincipals.map((known) =>
      known.applicationId === principal.applicationId ? principal : known,
    );
  }

  servicePrincipal(applicationId: string): ServicePrincipal | undefined {
    return this.servicePrincipals.find((principal) => principal.applicationId === applicationId);
  }

  /** Whether this principal exists, so that a grant or access control list may name it. */
  knows(principal: string): boolean {
    return (
      this.#identities.has(principal) ||
      EVERYBODY.some((name) => name === principal) ||
      this.groups.some(({ displayName }) => displayName === principal) ||
      this.servicePrincipal(principal) !== undefined
    );
  }

  groupsOf({ userName }: Identity): readonly string[] {
    const named = this.groups.filter(({ members }) => members.includes(userName));
    return [...new Set(['users', ...named.map(({ displayName }) => displayName)])];
  }
}
