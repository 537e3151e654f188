import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export interface InstalledPython {
  readonly version: string;
  readonly executable: string;
}

const PROBE = 'import sys; print("%d.%d.%d" % sys.version_info[:3]); print(sys.executable)';

/** The Pythons in the PATH, each once; the usual ones are those that scripts get without a version in the name. */
export async function installedPythons(which: 'usual' | 'all'): Promise<readonly InstalledPython[]> {
  const names = which === 'usual' ? /^python3?$/ : /^python3?(\.\d+)?$/;
  const found = await Promise.all(candidates(names).map(probed));
  const known = new Map(found.flatMap((python) => (python === undefined ? [] : [[python.executable, python]])));
  return [...known.values()];
}

function candidates(names: RegExp): readonly string[] {
  return (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) =>
    namesIn(folder)
      .filter((name) => names.test(name))
      .map((name) => join(folder, name)),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // The PATH may name folders that do not exist.
    return [];
  }
}

/** Scripts of version managers may stand for a version that is not installed. */
async function probed(file: string): Promise<InstalledPython | undefined> {
  const output = await outputOf(file, '-c', PROBE);
  const [version, executable] = output?.split('\n') ?? [];
  return version === undefined || executable === undefined ? undefined : { version, executable };
}

/** Undefined if the program fails. */
export async function outputOf(file: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)(file, args)).stdout.trim();
  } catch {
    return undefined;
  }
}
