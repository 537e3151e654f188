import type { JsonObject } from '../core/lossless-json';
import { allPages } from './api/all-pages';
import type { Api } from './api/api';
import { objectsOf, requiredId, textOf } from './wire/fields';

/** A workspace folder that is a clone of a repository. */
export interface GitFolder {
  readonly id: string;
  readonly path: string;
  readonly url: string;
  readonly provider: string;
  /** Empty if a tag is checked out. */
  readonly branch: string;
  /** Undefined while the service does not know it, e.g. in the middle of a clone. */
  readonly head: string | undefined;
}

export type GitRef =
  | { readonly kind: 'branch'; readonly name: string }
  | { readonly kind: 'tag'; readonly name: string };

const PATH = '/api/2.0/repos';

/** https://docs.databricks.com/api/azure/workspace/repos. */
export class GitFoldersClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Clones a repository and checks out its default branch. Not retried: check first whether the folder exists. */
  create({ path, url, provider }: Pick<GitFolder, 'path' | 'url' | 'provider'>): Promise<GitFolder> {
    const request = {
      method: 'POST',
      path: PATH,
      body: { path, url, provider },
      doing: `Cloning ${url} to ${path}`,
      permission: `'Can Manage' on the folder above ${path}`,
    } as const;
    return this.#api.read(request, gitFolderOf);
  }

  byId(id: string): Promise<GitFolder> {
    const request = {
      method: 'GET',
      path: `${PATH}/${id}`,
      doing: `Reading Git folder ${id}`,
      permission: `'Can Read' on Git folder ${id}`,
    } as const;
    return this.#api.read(request, gitFolderOf);
  }

  /** All Git folders at or below a path that this identity can see. */
  async below(path: string): Promise<readonly GitFolder[]> {
    const request = { method: 'GET', path: PATH, doing: `Listing the Git folders below ${path}` } as const;
    const pages = await allPages(request.doing, (token) =>
      this.#api.read({ ...request, query: { path_prefix: path, next_page_token: token } }, usablePage),
    );
    return pages.flatMap(foldersIn);
  }

  /** Fetches, then checks out the newest commit of a branch, or a tag. Conflicting local edits are an error. */
  async checkOut({ id, path }: GitFolder, { kind, name }: GitRef): Promise<void> {
    await this.#api.call({
      method: 'PATCH',
      path: `${PATH}/${id}`,
      body: { [kind]: name },
      doing: `Setting Git folder ${path} to ${kind} ${name}`,
      permission: `'Can Manage' on Git folder ${path}`,
    });
  }
}

/** Checks a page while the request can still be repeated. */
function usablePage(json: JsonObject): JsonObject {
  foldersIn(json);
  return json;
}

function foldersIn(json: JsonObject): readonly GitFolder[] {
  return objectsOf(json, 'repos').map(gitFolderOf);
}

function gitFolderOf(json: JsonObject): GitFolder {
  return {
    id: requiredId(json, 'id'),
    path: textOf(json, 'path') ?? '',
    url: textOf(json, 'url') ?? '',
    provider: textOf(json, 'provider') ?? '',
    branch: textOf(json, 'branch') ?? '',
    head: textOf(json, 'head_commit_id'),
  };
}
