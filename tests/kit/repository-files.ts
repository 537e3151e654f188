import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/repository/repository';

export interface RepositoryFile {
  /** Below the root, with forward slashes. */
  readonly path: string;
  readonly content: Buffer;
  readonly text: string;
}

/** Every file that is committed or would be by `git add --all`. */
export function repositoryFiles(): readonly RepositoryFile[] {
  const listing = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const paths = execFileSync('git', listing, { cwd: root, encoding: 'utf8' }).split('\0');
  // A file can be listed and already deleted, and an empty name ends the listing.
  return paths
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .map((path) => ({ path, content: readFileSync(join(root, path)) }))
    .map(({ path, content }) => ({ path, content, text: content.toString('utf8') }));
}
