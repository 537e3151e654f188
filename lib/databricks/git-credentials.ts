import type { Api } from './api/api';
import { idOf, objectsOf, textOf } from './wire/fields';

/** An identity's credential for a Git provider; its secret is never returned. */
export interface GitCredential {
  readonly id: string;
  readonly provider: string;
  readonly userName: string | undefined;
}

/** https://docs.databricks.com/api/azure/workspace/gitcredentials. */
export class GitCredentialsClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The credentials of the caller. */
  async own(): Promise<readonly GitCredential[]> {
    const json = await this.#api.call({
      method: 'GET',
      path: '/api/2.0/git-credentials',
      doing: 'Listing Git credentials',
    });
    return objectsOf(json, 'credentials').map((credential) => ({
      id: idOf(credential, 'credential_id') ?? '',
      provider: textOf(credential, 'git_provider') ?? '',
      userName: textOf(credential, 'git_username'),
    }));
  }
}
