import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** A file that one process holds. Undefined if another one that is alive holds it. */
export function takeFile(path: string): { release(): void } | undefined {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    // The name appears together with its content, or not at all.
    linkSync(own, path);
    return { release: () => rmSync(path, { force: true }) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
    if (!isAlive(holderOf(path))) {
      removeStale(path, `${own}.stale`);
    }
    return undefined;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Two processes can find the same stale lock; the later one must not remove what the earlier one has taken since. */
function removeStale(path: string, aside: string): void {
  try {
    renameSync(path, aside);
    if (isAlive(holderOf(aside))) {
      linkSync(aside, path);
    }
  } catch {
    // Somebody else was faster.
  } finally {
    rmSync(aside, { force: true });
  }
}

function holderOf(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0;
  }
}

export function isAlive(processId: number): boolean {
  if (processId <= 0) {
    return false;
  }
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
