import type { Api } from './api/api';
import { idOf, objectsOf, textOf } from './wire/fields';

/** What the workspace shows to a Git provider in the name of one identity; the secret in it is never handed out. */
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

  /** Those of the identity that asks. */
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
