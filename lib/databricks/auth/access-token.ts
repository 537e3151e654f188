import type { JsonObject } from '../../core/lossless-json';

/** A token that ends. It shows itself to nobody who prints or serializes it. */
export class AccessToken {
  readonly #value: string;

  constructor(
    value: string,
    /** When it was asked for, by our clock. */
    readonly since: number,
    readonly expiresAt: number,
  ) {
    this.#value = value;
  }

  get value(): string {
    return this.#value;
  }
}

/** Reads what a token endpoint gives (RFC 6749 §5.1); undefined when the answer holds no token or no end. */
export function accessTokenOf(json: JsonObject, since: number): AccessToken | undefined {
  const { access_token: value, expires_in: seconds, expires_on: end } = json;
  // A managed identity gets tokens from a cache, and 'expires_in' counts from when the token was made: the earlier end holds.
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
