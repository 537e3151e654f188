import { join } from 'node:path';
import { bundleCommandLine } from './command-line';
import { replaceFolder } from './replace-folder';

/** Fills dist/cli anew, which is what npm packs. */
export function buildCommandLine(root: string): Promise<void> {
  return replaceFolder(join(root, 'dist/cli'), (fresh) => bundleCommandLine(root, fresh));
}
