import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readTaskFolders } from '../repository/task-folders';
import { ENTRIES } from './bundle';

const ALWAYS = [
  'LICENSE',
  'THIRD-PARTY-NOTICES.txt',
  'images/flow.png',
  'images/icon.png',
  'overview.md',
  'vss-extension.json',
];

/** Exactly the files that a package must have. */
export async function packageListing(root: string): Promise<readonly string[]> {
  const ofTasks = (await readTaskFolders(root)).flatMap(({ name, definition: { ships = [] } }) => {
    const entries = ENTRIES.filter((entry) => existsSync(join(root, 'tasks', name, `${entry}.ts`)));
    const files = [
      'task.json',
      'icon.png',
      ...entries.map((entry) => `${entry}.js`),
      ...ships.map((path) => basename(path)),
    ];
    return files.map((file) => `tasks/${name}/${file}`);
  });
  return [...ALWAYS, ...ofTasks].toSorted();
}
