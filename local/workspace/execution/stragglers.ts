import { readdirSync, readFileSync } from 'node:fs';

/** Kills processes that left their group, found by the home folder they inherited; only Linux tells. */
export function killStragglers(home: string): void {
  const mark = `HOME=${home}\0`;
  for (const name of processFolders()) {
    if (environmentOf(name).includes(mark)) {
      kill(Number(name));
    }
  }
}

function processFolders(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    // Gone, or another user's.
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Ended by itself.
  }
}
