import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { arrays, floats, integers, writePickle } from '../instruments/large-pickles';
import type { Table } from '../table';

const MEGABYTE = 1_000_000;
const SIZE_MB = 500;
const GOAL = { mbPerSecond: 100, memoryMb: 100 };
const SHAPES = { 'arrays of 8 MB': arrays, 'single floats': floats, 'small whole numbers': integers };

/** Bundled as the task is: a module loader between the files would be measured too. */
export function complianceTable(): Table {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-bench-'));
  try {
    const worker = join(folder, 'worker.cjs');
    buildSync({
      entryPoints: [join(__dirname, '../instruments/scan-worker.ts')],
      bundle: true,
      platform: 'node',
      target: 'node20',
      outfile: worker,
    });
    return {
      title: `Compliance: the scan of a pickle of ${SIZE_MB} MB`,
      columns: ['Content', 'seconds', 'MB/s', 'memory', 'reached'],
      rows: Object.entries(SHAPES).map(([name, batch]) => rowOf(name, batch(), { folder, worker })),
      notes: [
        `Goal: at least ${GOAL.mbPerSecond} MB/s, or as fast as the disk, and at most ${GOAL.memoryMb} MB more than before.`,
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Scan {
  readonly seconds: number;
  readonly bytes: number;
  readonly isWhole: boolean;
}

function rowOf(
  name: string,
  batch: Buffer,
  { folder, worker }: { readonly folder: string; readonly worker: string },
): readonly string[] {
  const path = join(folder, 'large.pkl');
  writePickle(path, SIZE_MB * MEGABYTE, batch);
  const { seconds, bytes, isWhole } = JSON.parse(
    execFileSync(process.execPath, [worker, path], { encoding: 'utf8' }),
  ) as Scan;
  const [speed, memory] = [SIZE_MB / seconds, bytes / MEGABYTE];
  const isReached = isWhole && speed >= GOAL.mbPerSecond && memory <= GOAL.memoryMb;
  return [name, seconds.toFixed(1), speed.toFixed(0), `${memory.toFixed(0)} MB`, isReached ? 'yes' : 'no'];
}
