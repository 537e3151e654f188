import { fileURLToPath } from 'node:url';
import { invalidParameter, Refusal } from '../http/refusal';
import type { Identity } from '../identity/identity';
import type { GitCredentialList } from './git-credential-list';
import type { Repo } from './repo';

/** A repository on this disk; a private one needs its token. */
export type GitRemote = string | { readonly folder: string; readonly token: string };

/** The identity that accesses a repository. */
export interface GitAccess {
  readonly caller: Identity;
  /** Replaces the caller's default credential for the provider. */
  readonly credentialId?: bigint | undefined;
}

/** The repositories for Git folders, by URL. */
export class GitRemotes {
  readonly #remotes: Readonly<Record<string, GitRemote>>;
  readonly #credentials: GitCredentialList;

  constructor(remotes: Readonly<Record<string, GitRemote>>, credentials: GitCredentialList) {
    this.#remotes = remotes;
    this.#credentials = credentials;
  }

  /** The path of the repository on this disk; throws the service's refusal if the caller may not read it. */
  folderOf({ url, provider }: Pick<Repo, 'url' | 'provider'>, { caller, credentialId }: GitAccess): string {
    const { userName } = caller;
    const credential =
      credentialId === undefined
        ? this.#credentials.usual(userName, provider)
        : this.#credentials.get(userName, credentialId);
    const remote = this.#remotes[url] ?? ownFolder(url);
    if (typeof remote === 'string') {
      return remote;
    }
    if (credential === undefined) {
      throw denied('Missing Git provider credentials. Go to User Settings > Git Integration to set them up.');
    }
    if (credential.token !== remote.token) {
      throw denied(
        `Invalid Git provider credentials for repository URL ${url}. Go to User Settings > Git Integration to check them.`,
      );
    }
    return remote.folder;
  }
}

function ownFolder(url: string): string {
  const file = url.startsWith('file://') ? fileOf(url) : url;
  if (file?.startsWith('/') !== true) {
    throw invalidParameter(`The workspace stand-in clones repositories of this computer only, not ${url}.`);
  }
  return file;
}

/** Undefined for a URL of another computer, or an invalid one. */
function fileOf(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}

/** As users reported it: https://github.com/databricks/cli/issues/1551 */
function denied(message: string): Refusal {
  return new Refusal(403, 'PERMISSION_DENIED', message);
}
