import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Counters } from '../run/run-tools';
import { takeFile } from './lock-file';
import { RUNS } from './run-folders';

/** Counters of all runs in a repository. Those of an earlier attempt keep their values. */
export function fileCounters(root: string, known: ReadonlyMap<string, number>): Counters {
  const file = join(root, RUNS, 'counters.json');
  return {
    next(prefix, seed) {
      const value = known.get(prefix);
      return value ?? nextIn(file, prefix, seed);
    },
  };
}

function nextIn(file: string, prefix: string, seed: number): number {
  const lock = spinFor(`${file}.lock`);
  try {
    const counters = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
    const value = (counters[prefix] ?? seed - 1) + 1;
    // Renaming is all or nothing, also if we are killed.
    writeFileSync(`${file}.new`, JSON.stringify({ ...counters, [prefix]: value }));
    renameSync(`${file}.new`, file);
    return value;
  } finally {
    lock.release();
  }
}

/** Held for less than a millisecond; one that a killed run left is taken over. */
function spinFor(path: string): { release(): void } {
  for (;;) {
    const lock = takeFile(path);
    if (lock !== undefined) {
      return lock;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
}
