import { readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { formatProblem, type Problem } from '../../yaml/position';
import { readFileUtf8 } from '../../yaml/utf8';
import type { Load, SourceFile } from '../links';

/** Where files of a project may lie, and what their names in messages are relative to. */
export interface Ground {
  readonly folder: string;
  /** Whether a file outside of the folder is refused, links followed. */
  readonly isFence: boolean;
}

/** A file of the project; its name says where it lies, seen from the ground. */
export function projectFileAt(
  path: string,
  ground: Ground,
): { readonly file: SourceFile } | { readonly problem: Problem } | { readonly unread: string } {
  try {
    const real = realpathSync(resolve(ground.folder, path));
    const name = nameOf(real, ground);
    const reading = readFileUtf8(readFileSync(real), name);
    return 'problem' in reading ? reading : { file: { name, text: reading.text } };
  } catch (error) {
    return { unread: error instanceof Error ? error.message : String(error) };
  }
}

/** Finds what `extends` names, relative to the file that says it. */
export function loadWithin(ground: Ground): Load {
  return (path, from) => {
    const found = projectFileAt(resolve(ground.folder, dirname(from), path), ground);
    if ('unread' in found) {
      return { refusal: `which cannot be read (${found.unread})` };
    }
    if ('problem' in found) {
      return { refusal: `which cannot be read (${formatProblem(found.problem)})` };
    }
    return ground.isFence && isOutside(found.file.name)
      ? { refusal: "which lies outside of the job's checkouts; check its repository out beside this one" }
      : found.file;
  };
}

function nameOf(real: string, { folder }: Ground): string {
  const name = relative(realpathSync(folder), real);
  return (isOutside(name) ? real : name).replaceAll(sep, '/');
}

function isOutside(name: string): boolean {
  return name.split(sep)[0] === '..' || isAbsolute(name);
}
