import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export interface InstalledPython {
  readonly version: string;
  readonly executable: string;
}

const PROBE = 'import sys; print("%d.%d.%d" % sys.version_info[:3]); print(sys.executable)';

/** Every Python in the PATH, each once. */
export async function installedPythons(): Promise<readonly InstalledPython[]> {
  const found = await Promise.all(candidates().map(probed));
  const known = new Map(found.flatMap((python) => (python === undefined ? [] : [[python.executable, python]])));
  return [...known.values()];
}

function candidates(): readonly string[] {
  return (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) =>
    namesIn(folder)
      .filter((name) => /^python3?(\.\d+)?$/.test(name))
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
  try {
    const { stdout } = await promisify(execFile)(file, ['-c', PROBE]);
    const [version = '', executable = ''] = stdout.trim().split('\n');
    return { version, executable };
  } catch {
    return undefined;
  }
}
