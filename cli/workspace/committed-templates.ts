import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ownFolder, RUNS } from '../../local/pipelines/run-folder/run-folders';
import { comparedWith, vendor } from '../templates/vendor';
import { UsageError } from '../usage-error';

const NAME = 'templates';
/** From the root of the repository. */
export const COMMITTED_TEMPLATES = `${RUNS}/${NAME}`;

const AUTHOR = ['-c', 'user.name=mlops', '-c', 'user.email=mlops@localhost', '-c', 'commit.gpgSign=false'];

/** A repository with the templates of this release: a pipeline that checks them out, as cleanup.yml does, takes a commit. */
export function commitTemplates(root: string): void {
  const folder = ownFolder(root, NAME);
  vendor(comparedWith(folder));
  if (!existsSync(join(folder, '.git'))) {
    git(folder, 'init', '-q');
  }
  git(folder, 'add', '--all', '--force');
  if (git(folder, 'status', '--porcelain') !== '') {
    git(folder, ...AUTHOR, 'commit', '-q', '--no-verify', '-m', 'Pipeline templates of this release of mlops');
  }
}

function git(folder: string, ...words: readonly string[]): string {
  try {
    return execFileSync('git', ['-C', folder, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new UsageError(
      `The templates in ${folder} could not be committed: ${error instanceof Error ? error.message.trim() : String(error)}`,
      'Install Git, or delete that folder if it is damaged, and start again.',
    );
  }
}
