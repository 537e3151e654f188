import type { Credentials } from '../../http/credentials';

/** A personal access token, sent as it is. */
export function tokenCredentials(token: string): Credentials {
  return { headers: () => Promise.resolve({ Authorization: `Bearer ${token}` }) };
}
