/** The owner of a token. */
export interface Identity {
  /** An e-mail address, or the application ID of a service principal. */
  readonly userName: string;
  readonly kind: 'user' | 'servicePrincipal';
}

/** The caller of a route that needs no token. */
export const ANONYMOUS: Identity = { userName: 'anonymous', kind: 'user' };
