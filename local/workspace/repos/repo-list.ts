import { join } from 'node:path';
import type { Json } from '../../../lib/core/lossless-json';
import type { Deletion, ObjectTree } from '../files/object-tree';
import { parentOf } from '../files/workspace-path';
import { invalidParameter, Refusal } from '../http/refusal';
import type { Persistent } from '../state/persistent';
import { showNotebooks } from './checked-out-notebooks';
import { Checkout, type GitTarget } from './checkout';
import type { GitAccess, GitRemotes } from './git-remotes';
import type { Repo } from './repo';

export interface RepoListContext {
  readonly tree: ObjectTree;
  /** The folder of git's own files. */
  readonly folder: string;
  readonly remotes: GitRemotes;
}

export type NewRepo = Pick<Repo, 'path' | 'url' | 'provider' | 'sparsePatterns'>;

/** A change of a Git folder; undefined members stay unchanged. */
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

  /** Git folders whose directory still exists; a new directory at the same path has another ID. */
  get all(): readonly Repo[] {
    return this.#repos.filter(({ id, path }) => this.#context.tree.status(path)?.objectId === id);
  }

  /** Whether the object with this ID is a Git folder. */
  has(id: bigint): boolean {
    return this.all.some((repo) => repo.id === id);
  }

  /** The Git folder that contains an object. */
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
      this.#forgetDeleted();
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
      tree.makeDirectories(repo.path);
      const created = { ...repo, id: tree.directoryId(repo.path), branch: '', headCommitId: '' };
      try {
        await this.#checkout(created).clone(source, repo.sparsePatterns);
      } catch (error) {
        tree.forget(repo.path);
        throw error;
      }
      return this.#seen(created);
    });
  }

  update(id: bigint, { target, sparsePatterns, ifChanged }: RepoUpdate, access: GitAccess): Promise<Repo> {
    return this.#inTurn(async () => {
      const repo = this.get(id);
      if (sparsePatterns !== undefined && repo.sparsePatterns === undefined) {
        throw invalidParameter(`Sparse checkout is not enabled for the repo ${repo.path}.`);
      }
      this.#context.remotes.folderOf(repo, access);
      const checkout = this.#checkout(repo);
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
      this.#context.tree.remove(repo.path, 'everything below');
      this.#forgetDeleted();
    });
  }

  /** Deletes workspace objects, and git's own files of Git folders among them. */
  deleteObjects(path: string, what: Deletion): Promise<void> {
    return this.#inTurn(async () => {
      this.#context.tree.remove(path, what);
      this.#forgetDeleted();
    });
  }

  saved(): Json {
    return this.all as unknown as Json;
  }

  restore(saved: Json): void {
    this.#repos = saved as unknown as readonly Repo[];
  }

  /** Records what is checked out now. */
  async #seen(repo: Repo): Promise<Repo> {
    const checkout = this.#checkout(repo);
    const seen = { ...repo, branch: await checkout.branch(), headCommitId: await checkout.head() };
    showNotebooks(this.#context.tree, repo.path, await checkout.files());
    this.#repos = [...this.#repos.filter(({ id }) => id !== repo.id), seen];
    return seen;
  }

  /** Notebooks can delete a Git folder too, without notice. */
  #forgetDeleted(): void {
    const left = this.all;
    this.#repos.filter((repo) => !left.includes(repo)).forEach((repo) => this.#checkout(repo).removeGitFolder());
    this.#repos = left;
  }

  #checkout({ id, path }: Pick<Repo, 'id' | 'path'>): Checkout {
    return new Checkout(join(this.#context.folder, String(id)), this.#context.tree.fileOf(path));
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(change);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
