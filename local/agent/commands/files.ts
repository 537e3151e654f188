import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import type { FileCopy } from '../records';
import { CommandError } from './rule';

/** Reads the file now: the real agent uploads later, so a task that deletes it right away loses it there. */
export function copyOf(path: string): FileCopy {
  if (!isFile(path)) {
    throw new CommandError(`Cannot find the file '${path}'. Commands need the full path of an existing file.`);
  }
  return { path, content: readFileSync(path) };
}

/** A relative path is relative to the agent's own folder, where a task has nothing. */
export function isFile(path: string): boolean {
  return isAbsolute(path) && existsSync(path) && statSync(path).isFile();
}

export function isFolder(path: string): boolean {
  return isAbsolute(path) && existsSync(path) && statSync(path).isDirectory();
}

/** Copies a file, or what a folder holds, into a folder; files already there stay or are replaced. */
export function copyInto(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true });
  if (isFolder(path)) {
    cpSync(path, folder, { recursive: true });
  } else {
    copyFileSync(path, join(folder, basename(path)));
  }
}
