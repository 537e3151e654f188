import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** What keeps this Node alive, by kind; standard output may be a pipe or a file, and is no matter here. */
export function openHandles(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) {
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Resolves once there are no more handles of these kinds than before; a closed one takes a moment to be gone. */
export async function handlesBackTo(before: Readonly<Record<string, number>>, kinds: readonly string[]): Promise<void> {
  while (kinds.some((kind) => (openHandles()[kind] ?? 0) > (before[kind] ?? 0))) {
    await delay(2);
  }
}

/** Processes that have the folder in their environment; only Linux tells. */
export function processesOf(folder: string): readonly string[] {
  return processFolders().filter((pid) => environmentOf(pid).includes(folder));
}

function processFolders(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  } catch {
    return [];
  }
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    // Gone, or another user's.
    return '';
  }
}
