import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BuildRecord } from '../../azure-devops/build-record';

/** What Azure DevOps would know of the run, in its folder: a later run asks for it. */
const FILE = 'build.json';

/** Renaming is all or nothing: another run may be reading. */
export function writeBuild(runFolder: string, build: BuildRecord): void {
  const file = join(runFolder, FILE);
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(build, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // The run writes its events to the same folder first, and ends with the reason if it cannot.
  }
}

/** Undefined for a folder without a run, or one whose file is broken. */
export function readBuild(runFolder: string): BuildRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(runFolder, FILE), 'utf8')) as BuildRecord;
  } catch {
    return undefined;
  }
}

/** All runs whose folders are beside this one, including itself. */
export function earlierBuilds(runFolder: string): readonly BuildRecord[] {
  return runFolders(runFolder).flatMap((folder) => readBuild(folder) ?? []);
}

/** The folder beside this one in which the run with this ID left what it made. */
export function folderOfBuild(runFolder: string, id: string): string | undefined {
  return runFolders(runFolder).find((folder) => readBuild(folder)?.id === id);
}

function runFolders(runFolder: string): readonly string[] {
  const runs = dirname(runFolder);
  return existsSync(runs) ? readdirSync(runs).map((name) => join(runs, name)) : [];
}
