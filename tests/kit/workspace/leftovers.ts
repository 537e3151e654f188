import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Open files, sockets and pipes of this process. */
export function openHandles(): number {
  return readdirSync('/dev/fd').length;
}

/** Resolves once no more of them are open than before; what was closed takes a moment to be gone. */
export async function handlesBackTo(before: number): Promise<void> {
  while (openHandles() > before) {
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
