import type { Clock } from '../../core/clock';
import type { AccessToken } from './access-token';

export interface CacheTools {
  readonly clock: Clock;
  /** Called when a background renewal fails; the current token is still valid. */
  readonly onFailedRenewal: (error: unknown) => void;
  /** How long before its expiry a token counts as expired. */
  readonly earlyMs?: number;
}

const LONGEST_WINDOW_MS = 20 * 60_000;
const PAUSE_AFTER_FAILURE_MS = 60_000;

/** Caches one token in memory and renews it: in the background while it is valid, and once for all waiting callers. */
export class TokenCache {
  #token: AccessToken | undefined;
  #renewal: Promise<AccessToken> | undefined;
  #noRenewalBefore = 0;

  readonly #fetchToken: () => Promise<AccessToken>;
  readonly #tools: CacheTools;

  constructor(fetchToken: () => Promise<AccessToken>, tools: CacheTools) {
    this.#fetchToken = fetchToken;
    this.#tools = tools;
  }

  /** When the current token expires; undefined if there is none. */
  get endsAt(): number | undefined {
    return this.#token?.expiresAt;
  }

  async current(signal?: AbortSignal): Promise<AccessToken> {
    signal?.throwIfAborted();
    const token = this.#token;
    const now = this.#tools.clock.now();
    if (token === undefined || now >= token.expiresAt - (this.#tools.earlyMs ?? 0)) {
      return untilAborted(this.#renewed(), signal);
    }
    const windowMs = Math.min((token.expiresAt - token.since) / 2, LONGEST_WINDOW_MS);
    if (now >= token.expiresAt - windowMs && now >= this.#noRenewalBefore && this.#renewal === undefined) {
      this.#renewed().catch((error: unknown) => {
        this.#noRenewalBefore = this.#tools.clock.now() + PAUSE_AFTER_FAILURE_MS;
        this.#tools.onFailedRenewal(error);
      });
    }
    return token;
  }

  /** Drops the token if it is still the current one. */
  forget(value: string): void {
    if (this.#token?.value === value) {
      this.#token = undefined;
    }
  }

  #renewed(): Promise<AccessToken> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renew(): Promise<AccessToken> {
    const token = await this.#fetchToken();
    this.#token = token;
    return token;
  }
}

/** The renewal continues for other waiting callers. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return work;
  }
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', stop));
}
