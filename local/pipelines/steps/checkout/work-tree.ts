import { appendFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRepository } from '../../run/step-runner';
import { takeChanges, type Changes } from './changes';
import { git, gitReason, type GitPlace } from './git';

export interface WorkTreeOrder {
  readonly repository: RunRepository;
  /** Where the files go; nothing may be there yet. */
  readonly target: string;
  /** For files of our own, the same for all jobs of the run. */
  readonly ownFolder: string;
  readonly cancel: AbortSignal;
}

const taken = new Map<string, Promise<Changes>>();

/**
 * Makes a clone of the commit, so that steps find a real repository and cannot change the person's: objects are shared
 * for reading, and pushes lead nowhere.
 */
export async function makeWorkTree({ repository, target, ownFolder, cancel }: WorkTreeOrder): Promise<void> {
  const { folder, commit } = repository;
  if (commit === undefined) {
    throw new Error(`'${folder}' has no commit to check out. Commit the files first.`);
  }
  if (holdsFiles(target)) {
    throw new Error(`'${target}' already has files; two checkouts need different paths.`);
  }
  mkdirSync(target, { recursive: true });
  const environment = { GIT_CONFIG_GLOBAL: settingsFile(ownFolder) };
  const clone: GitPlace = { folder: target, environment, cancel };
  try {
    await git(clone, 'clone', '--quiet', '--shared', '--no-checkout', '--template=', folder, '.');
    await git(clone, 'remote', 'set-url', '--push', 'origin', 'local-run://pushes-are-refused');
    await git(clone, 'checkout', '--quiet', '--detach', commit);
    if (repository.withChanges) {
      await bringChanges(clone, await changesOf({ folder, environment }, join(ownFolder, 'changes')));
    }
  } catch (error) {
    // Nothing half done may stay in the way of a retry.
    readdirSync(target).forEach((name) => rmSync(join(target, name), { recursive: true, force: true }));
    cancel.throwIfAborted();
    throw new Error(`'${folder}' could not be checked out at ${commit}: ${gitReason(error)}`, { cause: error });
  }
}

/** Git refuses the repository of another user unless a file of settings allows it. */
function settingsFile(ownFolder: string): string {
  const file = join(ownFolder, 'gitconfig');
  mkdirSync(ownFolder, { recursive: true });
  writeFileSync(file, '[safe]\n\tdirectory = *\n[advice]\n\tdetachedHead = false\n');
  return file;
}

function changesOf(repository: GitPlace, folder: string): Promise<Changes> {
  const changes = taken.get(folder) ?? takeChanges(repository, folder);
  taken.set(folder, changes);
  return changes;
}

/** The files change; HEAD and the index stay at the commit, as in the person's own folder. */
async function bringChanges(clone: GitPlace, { tree, objects }: Changes): Promise<void> {
  appendFileSync(join(clone.folder, '.git', 'objects', 'info', 'alternates'), `${objects}\n`);
  await git(clone, 'read-tree', '--reset', '-u', tree);
  await git(clone, 'reset', '--quiet');
}

function holdsFiles(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false }) !== undefined && readdirSync(folder).length > 0;
}
