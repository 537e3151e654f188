import { join } from 'node:path';
import { BESIDE, isUnused } from './command-line-files';
import { filesBelow } from './package-checks';
import { packageListing } from './package-listing';

const ALWAYS = [
  'LICENSE',
  'README.md',
  'package.json',
  'dist/cli/THIRD-PARTY-NOTICES.txt',
  'dist/cli/mlops.js',
  'dist/extension/THIRD-PARTY-NOTICES.txt',
];

/** Exactly the files that the package of npm must have. */
export async function npmListing(root: string): Promise<readonly string[]> {
  const tasks = (await packageListing(root)).filter((path) => path.startsWith('tasks/'));
  const beside = BESIDE.flatMap(([from, to]) =>
    filesBelow(join(root, from)).flatMap((path) => (isUnused(path) ? [] : [`dist/cli/${to}/${path}`])),
  );
  return [...ALWAYS, ...tasks.map((path) => `dist/extension/${path}`), ...beside].toSorted();
}
