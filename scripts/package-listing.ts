import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ENTRIES } from './bundle';
import { taskNames } from './task-folders';

const ALWAYS = ['LICENSE', 'THIRD-PARTY-NOTICES.txt', 'images/icon.png', 'overview.md', 'vss-extension.json'];

/** The files that a package has to hold, no more and no less. */
export function packageListing(root: string): readonly string[] {
  const ofTasks = taskNames(root).flatMap((name) => {
    const entries = ENTRIES.filter((entry) => existsSync(join(root, 'tasks', name, `${entry}.ts`)));
    return ['task.json', 'icon.png', ...entries.map((entry) => `${entry}.js`)].map((file) => `tasks/${name}/${file}`);
  });
  return [...ALWAYS, ...ofTasks].toSorted();
}
