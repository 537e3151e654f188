import { mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../usage-error';
import type { ProjectFile } from './project-files';

/** Writes every file or none, and never over a file. */
export function writeProject(folder: string, files: readonly ProjectFile[]): void {
  const undo: (() => void)[] = [];
  for (const { path, text } of files) {
    const file = join(folder, path);
    try {
      undo.push(...foldersMade(dirname(file)));
      writeFileSync(file, text, { flag: 'wx' });
      undo.push(() => rmSync(file));
    } catch (error) {
      undo.toReversed().forEach((step) => step());
      throw new UsageError(
        `${file} could not be written: ${error instanceof Error ? error.message : String(error)}; nothing was written.`,
        'Make room for it, or name another folder, and run it again.',
      );
    }
  }
}

/** Makes the folder and those above it; returns what removes each of them, unless it has files by then. */
function foldersMade(folder: string): readonly (() => void)[] {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) {
    return [];
  }
  const made = [folder];
  for (let last = folder; last !== first;) {
    last = dirname(last);
    made.unshift(last);
  }
  return made.map((each) => () => removeIfEmpty(each));
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody else put a file into it meanwhile.
  }
}
