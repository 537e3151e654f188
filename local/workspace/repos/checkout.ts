import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { invalidParameter, Refusal } from '../http/refusal';
import { git, GitFailure } from './git';

/** The branch or tag of a Git folder. */
export type GitTarget = { readonly branch: string } | { readonly tag: string };

/** A clone whose work tree is a folder of the workspace; git's own files are elsewhere, because the service hides them. */
export class Checkout {
  readonly #gitFolder: string;
  readonly #workTree: string;

  constructor(gitFolder: string, workTree: string) {
    this.#gitFolder = gitFolder;
    this.#workTree = workTree;
  }

  /** Clones a repository and checks out its default branch, or only some folders of it. */
  async clone(source: string, sparsePatterns: readonly string[] | undefined): Promise<void> {
    mkdirSync(this.#gitFolder, { recursive: true });
    const own = ['--no-checkout', '--separate-git-dir', join(this.#gitFolder, 'repository')];
    try {
      await git(['clone', '--quiet', ...own, '--', source, this.#workTree], this.#gitFolder);
      rmSync(join(this.#workTree, '.git'));
      if (sparsePatterns !== undefined) {
        await this.setSparse(sparsePatterns);
      }
      await this.#git('checkout', '--quiet');
    } catch (error) {
      rmSync(this.#workTree, { recursive: true, force: true });
      this.removeGitFolder();
      throw refusalOf(error, (said) => invalidParameter(`Cloning ${source} failed: ${said}`));
    }
  }

  /** From now on, checks out only these folders and the files directly above them. */
  async setSparse(patterns: readonly string[]): Promise<void> {
    try {
      await this.#git('sparse-checkout', 'set', '--cone', ...patterns);
    } catch (error) {
      throw refusalOf(error, (said) => invalidParameter(`Sparse checkout of ${patterns.join(', ')} failed: ${said}`));
    }
  }

  /** Sets the work tree to the newest commit of a branch, or to a tag. */
  async switchTo(target: GitTarget, ifChanged: 'refuse' | 'discard'): Promise<void> {
    await this.#fetch();
    const ref = 'branch' in target ? `refs/remotes/origin/${target.branch}` : `refs/tags/${target.tag}`;
    await this.#requireRef(ref, target);
    if (ifChanged === 'discard') {
      await this.#git('reset', '--quiet', '--hard');
      await this.#git('clean', '--quiet', '-fd');
    }
    const where = 'branch' in target ? ['-B', target.branch, ref] : ['--detach', ref];
    try {
      await this.#git('checkout', '--quiet', ...where);
    } catch (error) {
      throw refusalOf(error, (said) => new Refusal(409, 'RESOURCE_CONFLICT', `Local changes are in the way: ${said}`));
    }
  }

  async head(): Promise<string> {
    return this.#git('rev-parse', 'HEAD');
  }

  /** Empty if a commit is checked out instead of a branch. */
  async branch(): Promise<string> {
    return this.#git('branch', '--show-current');
  }

  async files(): Promise<readonly string[]> {
    const listed = await this.#git('ls-files', '-z');
    return listed.split('\0').filter((file) => file !== '');
  }

  /** Does not touch the work tree: another object may have taken its path. */
  removeGitFolder(): void {
    rmSync(this.#gitFolder, { recursive: true, force: true });
  }

  async #fetch(): Promise<void> {
    try {
      await this.#git('fetch', '--quiet', '--prune', '--tags', '--force', 'origin');
    } catch (error) {
      throw refusalOf(error, (said) => invalidParameter(`Fetching from the remote repository failed: ${said}`));
    }
  }

  async #requireRef(ref: string, target: GitTarget): Promise<void> {
    try {
      await this.#git('rev-parse', '--verify', '--quiet', '--end-of-options', ref);
    } catch (error) {
      const what = 'branch' in target ? `Branch '${target.branch}'` : `Tag '${target.tag}'`;
      throw refusalOf(error, () => invalidParameter(`${what} does not exist in the remote repository.`));
    }
  }

  #git(...args: readonly string[]): Promise<string> {
    const own = [`--git-dir=${join(this.#gitFolder, 'repository')}`, `--work-tree=${this.#workTree}`];
    return git([...own, '-C', this.#workTree, ...args], this.#gitFolder);
  }
}

function refusalOf(error: unknown, refusal: (said: string) => Refusal): unknown {
  return error instanceof GitFailure ? refusal(error.message) : error;
}
