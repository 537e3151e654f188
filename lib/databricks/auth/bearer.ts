import type { Credentials } from '../../http/credentials';
import type { TokenCache } from './token-cache';

/** Sends the token that is in the cache. */
export function bearerCredentials(cache: TokenCache): Credentials {
  return {
    headers: async (signal) => ({ Authorization: `Bearer ${(await cache.current(signal)).value}` }),
    forget: (refused) => cache.forget((refused['Authorization'] ?? '').replace(/^Bearer /, '')),
    endsAt: () => cache.endsAt,
  };
}
