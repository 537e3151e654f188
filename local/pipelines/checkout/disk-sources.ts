import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { readFileUtf8 } from '../../../lib/yaml/utf8';
import { SELF, type SourceReading, type Sources } from '../expand/sources';
import { LOCAL_VALUES } from './local-values';

const LARGEST_FILE = 10 * 1024 * 1024;

export interface Folders {
  /** The root of the repository that holds the pipeline. */
  readonly self: string;
  /** Folders of other repositories, by alias. */
  readonly others: ReadonlyMap<string, string>;
  /** Labels of files are paths from here. */
  readonly workingFolder: string;
}

/** Reads files from folders on this machine, and never from beside them. */
export function diskSources({ self, others, workingFolder }: Folders): Sources {
  const realFolders = new Map<string, string>();
  const realFolder = (folder: string): string => {
    const known = realFolders.get(folder) ?? realpathSync.native(folder);
    realFolders.set(folder, known);
    return known;
  };
  return {
    read({ repository, path }) {
      const folder = repository === SELF ? self : others.get(repository);
      if (folder === undefined) {
        return {
          missing: `repository '${repository}' has no folder here; give one with --repository ${repository}=<folder>, or in ${LOCAL_VALUES}, which 'mlops workspace --connect' writes`,
        };
      }
      const label = labelOf(resolve(folder, path), workingFolder);
      return readInside(() => realFolder(folder), join(folder, path), label);
    },
  };
}

function readInside(realFolder: () => string, path: string, label: string): SourceReading {
  try {
    const file = realpathSync.native(path);
    const inside = relative(realFolder(), file);
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      return { missing: `'${label}' is a link to a file outside its repository` };
    }
    const { size } = statSync(file);
    if (size > LARGEST_FILE) {
      return { missing: `'${label}' has ${size} bytes; at most ${LARGEST_FILE} are read` };
    }
    const reading = readFileUtf8(readFileSync(file), label);
    return 'text' in reading ? { text: reading.text, label } : reading;
  } catch (error) {
    return { missing: `'${label}' cannot be read: ${reason(error)}` };
  }
}

/** The path as somebody in the working folder would write it. */
function labelOf(file: string, workingFolder: string): string {
  const path = relative(workingFolder, file);
  return (isAbsolute(path) ? file : path).split(sep).join('/');
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'it may not be read',
    ELOOP: 'its links lead in a circle',
  };
  return reasons[code] ?? code;
}
