import { existsSync, readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, posix, relative, sep } from 'node:path';
import type { TaskHost } from '../task/host';

/** Where a file of the tests is in the checkout. */
export interface Sources {
  /** Absolute; undefined for a file that the checkout does not have. */
  path(file: string): string | undefined;
  /** From the root of the checkout, with slashes; the file as it is for one that the checkout does not have. */
  shown(file: string): string;
}

/**
 * Tests name files from the folder of their project, wherever that is deployed. In the checkout, this is the same folder
 * if the tests ran there, the folder of the configuration file, the root, or a folder just below it.
 */
export function sourcesOf(
  ranIn: string,
  { sourcesFolder, project }: Pick<TaskHost, 'sourcesFolder' | 'project'>,
): Sources {
  const here = isInside(ranIn, sourcesFolder) ? [ranIn] : [];
  const configured = project === undefined ? [] : [join(sourcesFolder, dirname(project.file))];
  const found = new Map<string, string | undefined>();
  const search = (file: string): string | undefined => {
    if (file === '' || isAbsolute(file)) {
      return isInside(file, sourcesFolder) ? file : undefined;
    }
    const likely = [...here, ...configured, sourcesFolder].map((folder) => join(folder, file));
    const [only, ...others] = below(sourcesFolder)
      .map((folder) => join(folder, file))
      .filter(existsSync);
    return likely.find(existsSync) ?? (others.length === 0 ? only : undefined);
  };
  const path = (file: string): string | undefined => {
    if (!found.has(file)) {
      found.set(file, search(file));
    }
    return found.get(file);
  };
  return {
    path,
    shown: (file) => {
      const known = path(file);
      return known === undefined ? file : relative(sourcesFolder, known).split(sep).join(posix.sep);
    },
  };
}

function isInside(file: string, folder: string): boolean {
  return (file === folder || file.startsWith(folder + sep)) && existsSync(file);
}

function below(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}
