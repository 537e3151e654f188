/** Who a token belongs to. */
export interface Identity {
  /** An e-mail address; the application id for a service principal. */
  readonly userName: string;
  readonly kind: 'user' | 'servicePrincipal';
}

/** Whoever calls a route that needs no token. */
export const ANONYMOUS: Identity = { userName: 'anonymous', kind: 'user' };
