import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { addVersion, msOfCheck } from '../instruments/check-step';
import { atDistance } from '../instruments/far-workspace';
import { arrays, floats, integers, writePickle } from '../instruments/large-pickles';
import type { Table } from '../table';

type Row = readonly string[];

const MEGABYTE = 1_000_000;
const SIZE_MB = 500;
const SCAN = { mbPerSecond: 100, memoryMb: 100 };
const WHOLE = { requests: 25, seconds: 2 };
const FEW = { files: 6, folders: 1 };
const MANY = { files: 2000, folders: 20 };
const SHAPES = { 'arrays of 8 MB': arrays, 'single floats': floats, 'small whole numbers': integers };

export async function complianceTable(): Promise<Table> {
  return {
    title: 'Compliance',
    columns: ['', 'measured', 'goal', 'reached'],
    rows: [...scanRows(), ...(await checkRows())],
    notes: [
      `A pickle of ${SIZE_MB} MB is scanned by the code of the task in a process of its own; or as fast as the disk.`,
      'A check is a whole step of the packaged task, from the start of its process, with a service that adds no time.',
    ],
  };
}

/** Bundled as the task is: a module loader between the files would be measured too. */
function scanRows(): readonly Row[] {
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
    return Object.entries(SHAPES).flatMap(([name, batch]) => scanOf(name, batch(), { folder, worker }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Scan {
  readonly seconds: number;
  readonly bytes: number;
  readonly isWhole: boolean;
}

function scanOf(
  name: string,
  batch: Buffer,
  { folder, worker }: { readonly folder: string; readonly worker: string },
): readonly Row[] {
  const path = join(folder, 'large.pkl');
  writePickle(path, SIZE_MB * MEGABYTE, batch);
  const { seconds, bytes, isWhole } = JSON.parse(
    execFileSync(process.execPath, [worker, path], { encoding: 'utf8' }),
  ) as Scan;
  const [speed, memory] = [SIZE_MB / seconds, bytes / MEGABYTE];
  return [
    row(`scan of ${name}`, `${speed.toFixed(0)} MB/s`, {
      goal: `>= ${SCAN.mbPerSecond} MB/s`,
      isReached: isWhole && speed >= SCAN.mbPerSecond,
    }),
    row('… memory beyond start', `${memory.toFixed(0)} MB`, {
      goal: `<= ${SCAN.memoryMb} MB`,
      isReached: memory <= SCAN.memoryMb,
    }),
  ];
}

function checkRows(): Promise<readonly Row[]> {
  return atDistance({ delayMs: 0 }, async (workspace) => {
    const small = await msOfCheck(workspace, await addVersion(workspace, FEW));
    return [
      row(`a check of ${FEW.files + 1} files`, `${small.requests.length} requests`, {
        goal: `<= ${WHOLE.requests} requests`,
        isReached: small.requests.length <= WHOLE.requests,
      }),
      row('… beyond the time of the service', `${(small.ms / 1000).toFixed(1)} s`, {
        goal: `<= ${WHOLE.seconds} s`,
        isReached: small.ms <= WHOLE.seconds * 1000,
      }),
      ...(await manyRows()),
    ];
  });
}

function manyRows(): Promise<readonly Row[]> {
  return atDistance({ delayMs: 0 }, async (workspace) => {
    const { requests, ms } = await msOfCheck(workspace, await addVersion(workspace, MANY));
    const lists = requests.filter((request) => request.includes('/fs/directories/'));
    const files = requests.filter((request) => request.includes('/fs/files/'));
    const twice = files.length - new Set(files).size;
    return [
      row(`a check of ${MANY.files + 1} files`, `${requests.length} requests, ${(ms / 1000).toFixed(1)} s`),
      row(`… lists of its ${MANY.folders + 1} folders`, String(lists.length), {
        goal: `<= ${MANY.folders + 1}`,
        isReached: lists.length <= MANY.folders + 1,
      }),
      row('… files read twice', String(twice), { goal: '0', isReached: twice === 0 }),
    ];
  });
}

function row(name: string, measured: string, aim?: { readonly goal: string; readonly isReached: boolean }): Row {
  return [name, measured, aim?.goal ?? '', aim === undefined ? '' : aim.isReached ? 'yes' : 'no'];
}
