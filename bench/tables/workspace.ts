import { msOfImports } from '../instruments/import-burst';
import { notebookTimes, type NotebookTimes } from '../instruments/notebook-times';
import { median } from '../instruments/sample';
import { startWorkspaceProcess } from '../instruments/workspace-process';
import type { Table } from '../table';

const STARTS = 5;
const ROUNDS = 7;
const BURST = { files: 1000, inParallel: 16 };

type Row = readonly string[];

export async function workspaceTable(): Promise<Table> {
  return {
    title: 'Workspace: the local stand-in',
    columns: ['', 'measured', 'goal', 'reached'],
    rows: [...(await processRows()), ...notebookRows(await notebookTimes(ROUNDS))],
    notes: [
      `Medians of ${STARTS} starts and ${ROUNDS} rounds of notebooks; plain file and notebook run the same print.`,
      `${BURST.files} imports of 1 KiB, first right after the start and then again; memory is that of the process and its helpers.`,
      'Spark is measured if its Python environment exists; the tests and the first notebook with Spark create it.',
    ],
  };
}

async function processRows(): Promise<readonly Row[]> {
  const startMs: number[] = [];
  const idleBytes: number[] = [];
  const freshMs: number[] = [];
  const warmMs: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const workspace = await startWorkspaceProcess();
    try {
      startMs.push(workspace.msToFirstAnswer);
      idleBytes.push(workspace.residentBytes());
      freshMs.push(await msOfImports(workspace, BURST));
      warmMs.push(await msOfImports(workspace, BURST));
    } finally {
      await workspace.stop();
    }
  }
  return [
    atMost('start to first response', median(startMs), { limit: 1000, unit: 'ms' }),
    atMost('memory when idle', median(idleBytes) / 1024 ** 2, { limit: 150, unit: 'MiB' }),
    atLeast(`imports, ${BURST.inParallel} in parallel, just started`, importsPerSecond(freshMs), 1000),
    atLeast(`imports, ${BURST.inParallel} in parallel, warm`, importsPerSecond(warmMs), 1000),
  ];
}

function notebookRows({ plainFileMs, notebookMs, spark }: NotebookTimes): readonly Row[] {
  const rows: readonly Row[] = [
    ['python file.py', ms(plainFileMs)],
    atMost('notebook, in addition to that', notebookMs - plainFileMs, { limit: 300, unit: 'ms' }),
  ];
  if (spark === undefined) {
    return [...rows, ['Spark', 'not installed']];
  }
  return [
    ...rows,
    atMost('notebook with one Spark query, in addition', spark.notebookMs - plainFileMs, { limit: 1500, unit: 'ms' }),
    ['first Spark query, session open', ms(spark.firstQueryMs)],
    ['warm Spark query', ms(spark.warmQueryMs)],
  ];
}

function importsPerSecond(burstMs: readonly number[]): number {
  return (BURST.files * 1000) / median(burstMs);
}

function atMost(name: string, value: number, { limit, unit }: { limit: number; unit: string }): Row {
  return [name, `${value.toFixed(0)} ${unit}`, `<= ${limit} ${unit}`, value <= limit ? 'yes' : 'no'];
}

function atLeast(name: string, perSecond: number, limit: number): Row {
  return [name, `${perSecond.toFixed(0)} /s`, `>= ${limit} /s`, perSecond >= limit ? 'yes' : 'no'];
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}
