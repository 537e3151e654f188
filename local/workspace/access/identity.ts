/** Who a token belongs to. */
export interface Identity {
  /** An e-mail address; the application id for a service principal. */
  readonly userName: string;
  readonly kind: 'user' | 'servicePrincipal';
}
