import type { JsonObject } from '../../../lib/core/lossless-json';

/** The credential of one identity for one Git provider. */
export interface GitCredential {
  readonly id: bigint;
  /** User name or application ID. */
  readonly owner: string;
  readonly provider: string;
  readonly userName: string;
  readonly email: string;
  /** Empty by default. */
  readonly name: string;
  readonly isDefault: boolean;
  readonly token: string;
}

/** Responses never include the token. */
export function gitCredentialJson({ id, provider, userName, email, name, isDefault }: GitCredential): JsonObject {
  return {
    credential_id: id,
    git_provider: provider,
    ...(userName !== '' && { git_username: userName }),
    ...(email !== '' && { git_email: email }),
    ...(name !== '' && { name }),
    is_default_for_provider: isDefault,
  };
}
