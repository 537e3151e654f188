import type { JsonObject } from '../core/lossless-json';
import { allPages } from './all-pages';
import type { Api } from './api';
import { idOf, objectsOf, textOf } from './wire/fields';

/** A folder of the workspace that Databricks keeps as a clone of a repository. */
export interface GitFolder {
  readonly id: string;
  readonly path: string;
  readonly url: string;
  readonly provider: string;
  /** Empty when a tag is checked out. */
  readonly branch: string;
  /** Undefined while the service does not know it, e.g. in the middle of a clone. */
  readonly head: string | undefined;
}

export type GitRef =
  { readonly kind: 'branch'; readonly name: string } | { readonly kind: 'tag'; readonly name: string };

const PATH = '/api/2.0/repos';

/** https://docs.databricks.com/api/azure/workspace/repos. */
export class GitFoldersClient {
  constructor(private readonly api: Api) {}

  /** Clones a repository and checks out its default branch. Not repeated by itself: look first whether the folder came about. */
  async create({ path, url, provider }: Pick<GitFolder, 'path' | 'url' | 'provider'>): Promise<GitFolder> {
    const json = await this.api.call({
      method: 'POST',
      path: PATH,
      body: { path, url, provider },
      doing: `Cloning ${url} to ${path}`,
      permission: `'Can Manage' on the folder above ${path}`,
    });
    return gitFolderOf(json);
  }

  async byId(id: string): Promise<GitFolder> {
    return gitFolderOf(
      await this.api.call({
        method: 'GET',
        path: `${PATH}/${id}`,
        doing: `Reading Git folder ${id}`,
        permission: `'Can Read' on Git folder ${id}`,
      }),
    );
  }

  /** All Git folders at or below a path that this identity can see. */
  async below(path: string): Promise<readonly GitFolder[]> {
    const doing = `Listing the Git folders below ${path}`;
    const pages = await allPages(doing, (token) =>
      this.api.call({ method: 'GET', path: PATH, query: { path_prefix: path, next_page_token: token }, doing }),
    );
    return pages.flatMap((page) => objectsOf(page, 'repos').map(gitFolderOf));
  }

  /** Fetches, and sets the folder to the newest commit of a branch, or to a tag. Local edits that are in the way are a refusal. */
  async checkOut({ id, path }: GitFolder, { kind, name }: GitRef): Promise<void> {
    await this.api.call({
      method: 'PATCH',
      path: `${PATH}/${id}`,
      body: { [kind]: name },
      doing: `Setting Git folder ${path} to ${kind} ${name}`,
      permission: `'Can Manage' on Git folder ${path}`,
    });
  }
}

function gitFolderOf(json: JsonObject): GitFolder {
  const id = idOf(json, 'id');
  if (id === undefined) {
    throw new Error('An answer about a Git folder holds no id.');
  }
  return {
    id,
    path: textOf(json, 'path') ?? '',
    url: textOf(json, 'url') ?? '',
    provider: textOf(json, 'provider') ?? '',
    branch: textOf(json, 'branch') ?? '',
    head: textOf(json, 'head_commit_id'),
  };
}
