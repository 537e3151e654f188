import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder at the root of the repository that holds what runs leave. */
export const RUNS = '.mlops';

/** How a run was started; a later attempt starts the same way. */
export interface RunStart {
  readonly file: string;
  readonly buildId: string;
  readonly settings: Readonly<Record<string, readonly string[]>>;
  readonly options: readonly string[];
  readonly commit: string | undefined;
  readonly processId: number;
}

/** Makes a folder for files of ours, which Git leaves out whatever the repository ignores. */
export function ownFolder(root: string, name: string): string {
  const folder = join(root, RUNS, name);
  mkdirSync(folder, { recursive: true });
  const ignored = join(root, RUNS, '.gitignore');
  if (!existsSync(ignored)) {
    writeFileSync(ignored, '*\n');
  }
  return folder;
}

/** Makes the folder of a new run. Two runs that start in the same second get different ones. */
export function newRunFolder(root: string, start: Date): { readonly id: string; readonly folder: string } {
  const runs = ownFolder(root, 'runs');
  const time = start.toISOString().replaceAll(/[-:]|\..*/g, '');
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? time : `${time}-${number}`;
    if (isNew(join(runs, id))) {
      return { id, folder: join(runs, id) };
    }
  }
}

function isNew(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

/** The names of all runs, the newest first. */
export function runIds(root: string): readonly string[] {
  const folder = join(root, RUNS, 'runs');
  return existsSync(folder) ? readdirSync(folder).toSorted(byTime).toReversed() : [];
}

function byTime(one: string, other: string): number {
  const [time = '', number = '1'] = one.split('-');
  const [otherTime = '', otherNumber = '1'] = other.split('-');
  return time.localeCompare(otherTime) || Number(number) - Number(otherNumber);
}

export function folderOfRun(root: string, id: string): string {
  return join(root, RUNS, 'runs', id);
}

const START = 'run.json';

/** What was given at the start may hold a secret: nobody else reads it. */
export function writeStart(folder: string, start: RunStart): void {
  writeFileSync(join(folder, START), `${JSON.stringify(start, undefined, 2)}\n`, { mode: 0o600 });
}

/** Undefined for a folder that is none of a run. */
export function readStart(folder: string): RunStart | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, START), 'utf8')) as RunStart;
  } catch {
    return undefined;
  }
}
