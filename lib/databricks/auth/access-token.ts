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
  const expiresAt = positive(seconds) === undefined ? positive(end) : since / 1000 + Number(seconds);
  return typeof value === 'string' && value !== '' && expiresAt !== undefined
    ? new AccessToken(value, since, expiresAt * 1000)
    : undefined;
}

/** Some endpoints write the number as text. */
function positive(value: unknown): number | undefined {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return number > 0 && Number.isFinite(number) ? number : undefined;
}
