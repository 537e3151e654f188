import type { JsonObject } from '../../core/lossless-json';

/** A token that expires. Printing or serializing it does not reveal it. */
export class AccessToken {
  readonly #value: string;

  constructor(
    value: string,
    /** Time of the request, by our clock. */
    readonly since: number,
    readonly expiresAt: number,
  ) {
    this.#value = value;
  }

  get value(): string {
    return this.#value;
  }
}

/** Reads the response of a token endpoint (RFC 6749 §5.1); undefined without a token or an expiry. */
export function accessTokenOf(json: JsonObject, since: number): AccessToken | undefined {
  const { access_token: value, expires_in: seconds, expires_on: end } = json;
  // A managed identity gets tokens from a cache, where 'expires_in' starts when the token was issued: use the earlier expiry.
  const ends = [since / 1000 + (positive(seconds) ?? Number.NaN), positive(end) ?? Number.NaN].filter(Number.isFinite);
  return typeof value === 'string' && value !== '' && ends.length > 0
    ? new AccessToken(value, since, Math.min(...ends) * 1000)
    : undefined;
}

/** Some endpoints write the number as text. */
function positive(value: unknown): number | undefined {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return number > 0 && Number.isFinite(number) ? number : undefined;
}
