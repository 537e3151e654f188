import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root folder of this repository. */
export const root = join(__dirname, '../..');

/** The version of the extension; the tasks take their minor and patch numbers from it. */
export function releaseOf(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** The text of a file below the folder; empty if it does not exist. */
export function textOf(folder: string, path: string): string {
  const file = join(folder, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
