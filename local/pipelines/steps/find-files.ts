import { readdirSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { matcher } from './glob';

/** Full paths of the files below a folder that the patterns match; a pattern without wildcards may name any file. */
export function findFiles(folder: string, patterns: readonly string[]): readonly string[] {
  const wanted = patterns.map((pattern) => below(folder, pattern.trim())).filter((pattern) => pattern !== '');
  const outside = wanted.filter((pattern) => isAbsolute(pattern) && isFile(pattern));
  const matches = matcher(wanted);
  const inside = filesBelow(folder).filter(matches);
  return [...outside, ...inside.map((path) => join(folder, path))].toSorted();
}

/** Paths of all files, with `/` between their parts. */
export function filesBelow(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return [];
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function below(folder: string, pattern: string): string {
  const [, mark = '', path = ''] = /^(!?)(.*)$/.exec(pattern) ?? [];
  const inside = isAbsolute(path) ? relative(folder, path) : path;
  return mark + (inside.startsWith('..') ? path : inside);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
