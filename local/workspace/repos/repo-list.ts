import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../../lib/core/lossless-json';
import type { ObjectTree } from '../files/object-tree';
import { parentOf } from '../files/workspace-path';
import { invalidParameter, Refusal } from '../http/refusal';
import type { Persistent } from '../state/persistent';
import { Checkout, type GitTarget } from './checkout';
import { showNotebooks } from './checked-out-notebooks';
import type { GitAccess, GitRemotes } from './git-remotes';
import type { Repo } from './repo';

export interface RepoListContext {
  readonly tree: ObjectTree;
  /** Git's own files are below it. */
  readonly folder: string;
  readonly remotes: GitRemotes;
}

export type NewRepo = Pick<Repo, 'path' | 'url' | 'provider' | 'sparsePatterns'>;

/** What changes of a Git folder; undefined leaves a part as it is. */
export interface RepoUpdate {
  readonly target: GitTarget | undefined;
  readonly sparsePatterns: readonly string[] | undefined;
  readonly ifChanged: 'refuse' | 'discard';
}

/** Git folders of a workspace. */
export class RepoList implements Persistent {
  readonly #context: RepoListContext;
  #repos: readonly Repo[] = [];
  /** One change of a Git folder at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(context: RepoListContext) {
    this.#context = context;
  }

  /** Those whose directory has not been deleted. */
  get all(): readonly Repo[] {
    return this.#repos.filter(({ path }) => existsSync(this.#context.tree.fileOf(path)));
  }

  at(path: string): Repo | undefined {
    return this.#repos.find((repo) => repo.path === path);
  }

  /** The one that an object lies in. */
  containing(path: string): Repo | undefined {
    return this.all.find((repo) => path.startsWith(`${repo.path}/`));
  }

  get(id: bigint): Repo {
    const repo = this.all.find((candidate) => candidate.id === id);
    if (repo === undefined) {
      throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Repo ${id} does not exist.`);
    }
    return repo;
  }

  create(repo: NewRepo, access: GitAccess): Promise<Repo> {
    return this.#inTurn(async () => {
      const { tree, remotes } = this.#context;
      const source = remotes.folderOf(repo, access);
      if (tree.status(repo.path) !== undefined) {
        throw new Refusal(400, 'RESOURCE_ALREADY_EXISTS', `Node with name ${repo.path} already exists.`);
      }
      const parent = parentOf(repo.path);
      if (parentOf(parent) === '/Repos') {
        tree.makeDirectories(parent);
      }
      if (tree.status(parent)?.type !== 'DIRECTORY') {
        throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `The parent folder (${parent}) does not exist.`);
      }
      await this.#checkout(repo.path).clone(source, repo.sparsePatterns);
      return this.#seen({ ...repo, id: tree.directoryId(repo.path), branch: '', headCommitId: '' });
    });
  }

  update(id: bigint, { target, sparsePatterns, ifChanged }: RepoUpdate, access: GitAccess): Promise<Repo> {
    return this.#inTurn(async () => {
      const repo = this.get(id);
      if (sparsePatterns !== undefined && repo.sparsePatterns === undefined) {
        throw invalidParameter(`Sparse checkout is not enabled for the repo ${repo.path}.`);
      }
      this.#context.remotes.folderOf(repo, access);
      const checkout = this.#checkout(repo.path);
      if (target !== undefined) {
        await checkout.switchTo(target, ifChanged);
      }
      if (sparsePatterns === undefined) {
        return this.#seen(repo);
      }
      await checkout.setSparse(sparsePatterns);
      return this.#seen({ ...repo, sparsePatterns });
    });
  }

  delete(id: bigint): Promise<void> {
    return this.#inTurn(async () => {
      const repo = this.get(id);
      this.#checkout(repo.path).remove();
      this.#context.tree.forget(repo.path);
      this.#repos = this.#repos.filter((other) => other !== repo);
    });
  }

  saved(): Json {
    return this.all as unknown as Json;
  }

  restore(saved: Json): void {
    this.#repos = saved as unknown as readonly Repo[];
  }

  /** Remembers what is checked out now. */
  async #seen(repo: Repo): Promise<Repo> {
    const checkout = this.#checkout(repo.path);
    const seen = { ...repo, branch: await checkout.branch(), headCommitId: await checkout.head() };
    showNotebooks(this.#context.tree, repo.path, await checkout.files());
    this.#repos = [...this.#repos.filter(({ path }) => path !== repo.path), seen];
    return seen;
  }

  #checkout(path: string): Checkout {
    return new Checkout(join(this.#context.folder, encodeURIComponent(path)), this.#context.tree.fileOf(path));
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(change);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
