import { existsSync, mkdtempSync, rmSync, statfsSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** In memory, where a folder takes a tenth of the time; tests make and remove 50,000. */
const MEMORY = '/dev/shm';
const PLENTY_BYTES = 8 * 2 ** 30;

/** Gives the processes of a run of tests one folder for temporary files, which goes with the run and all that they left. */
export function useRunFolder(): void {
  const folder = mkdtempSync(join(hasPlenty(MEMORY) ? MEMORY : tmpdir(), 'tests-'));
  keepCompiled(folder);
  process.env['TMPDIR'] = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

/** Lets a new folder for temporary files share what tsx has compiled before. */
export function keepCompiled(folder: string): void {
  const compiled = `tsx-${userInfo().uid}`;
  if (!existsSync(join(folder, compiled))) {
    symlinkSync(join(tmpdir(), compiled), join(folder, compiled));
  }
}

function hasPlenty(folder: string): boolean {
  if (!existsSync(folder)) {
    return false;
  }
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= PLENTY_BYTES;
}
