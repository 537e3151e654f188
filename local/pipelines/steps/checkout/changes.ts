import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git, type GitPlace } from './git';

/** The working tree of a person at one moment, as a tree of Git. */
export interface Changes {
  readonly tree: string;
  /** The folder with the objects that the person's repository does not have. */
  readonly objects: string;
}

/**
 * Takes changed, new and deleted files, but not ignored ones. It is done once for each run, so that all jobs see the same
 * files; nothing is written to the person's repository.
 */
export async function takeChanges(repository: GitPlace, folder: string): Promise<Changes> {
  const objects = join(folder, 'objects');
  const treeFile = join(folder, 'tree');
  if (existsSync(treeFile)) {
    return { tree: readFileSync(treeFile, 'utf8'), objects };
  }
  mkdirSync(objects, { recursive: true });
  const theirs = resolve(repository.folder, await git(repository, 'rev-parse', '--git-path', 'objects'));
  const place: GitPlace = {
    ...repository,
    environment: {
      ...repository.environment,
      GIT_INDEX_FILE: join(folder, 'index'),
      GIT_OBJECT_DIRECTORY: objects,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: theirs,
    },
  };
  await git(place, 'read-tree', 'HEAD');
  await git(place, 'add', '--all');
  const tree = await git(place, 'write-tree');
  writeFileSync(treeFile, tree);
  return { tree, objects };
}
