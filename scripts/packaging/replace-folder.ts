import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow } from './package-checks';

/** Fills a folder anew. Whoever uses it meanwhile finds each file as it was or as it is now, and never misses one. */
export async function replaceFolder(folder: string, fill: (fresh: string) => Promise<void>): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // Beside it, since only a file of the same disk can be renamed.
  const fresh = mkdtempSync(`${folder}-`);
  try {
    await fill(fresh);
    const files = filesBelow(fresh);
    for (const path of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      renameSync(join(fresh, path), join(folder, path));
    }
    filesBelow(folder)
      .filter((path) => !files.includes(path))
      .forEach((path) => rmSync(join(folder, path)));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
