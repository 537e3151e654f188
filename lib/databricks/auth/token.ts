import type { Credentials } from '../../http/credentials';

/** A personal access token, sent unchanged. */
export function tokenCredentials(token: string): Credentials {
  return { headers: () => Promise.resolve({ Authorization: `Bearer ${token}` }) };
}
