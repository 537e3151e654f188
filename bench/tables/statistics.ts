import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { PythonEnvironment } from '../../local/workspace/python-environment/python-environment';
import { print } from '../printer';
import type { Table } from '../table';

const FOLDER = join(__dirname, '../../on-databricks');
const ROWS = [100_000, 1_000_000, 10_000_000];
const COMPARED = 1_000_000;
const GOAL = { seconds: 1.5, megabytes: 250, times: 1000 };

interface Cost {
  readonly rows: number;
  /** Processor time: one thread, and a busy machine does not change it much. */
  readonly processor: number;
  readonly seconds: number;
  readonly whole: number;
  readonly megabytes: number;
  readonly bootstrap?: number;
}

export async function statisticsTable(): Promise<Table> {
  const python = await new PythonEnvironment({ say: print }).ready();
  return {
    title: 'Statistics of a comparison: five metrics of two models, with intervals',
    columns: ['Rows', 'processor s', 's', 'with curves', 'memory', 'bootstrap', 'faster', 'reached'],
    rows: ROWS.map((rows) => rowOf(costOf(python, rows))),
    notes: [
      `Goal at ${COMPARED.toLocaleString('en')} rows: at most ${GOAL.seconds} s and ${GOAL.megabytes} MB beyond the rows, ` +
        `and at least ${GOAL.times.toLocaleString('en')} times as fast as the bootstrap.`,
      'Metrics: average precision, ROC AUC, log loss, Brier score, F1. One thread.',
      'Bootstrap: 1,000 resamples of the same rows by scikit-learn, from the processor time of 3.',
    ],
  };
}

function costOf(python: string, rows: number): Cost {
  const words = [String(rows), ...(rows === COMPARED ? ['compared'] : [])];
  const told = execFileSync(python, ['-B', join(FOLDER, 'simulate/cost.py'), ...words], {
    encoding: 'utf8',
    env: {
      ...process.env,
      PYTHONPATH: ['evaluate', 'check'].map((room) => join(FOLDER, room)).join(delimiter),
      OMP_NUM_THREADS: '1',
    },
  });
  return JSON.parse(told) as Cost;
}

function rowOf({ rows, processor, seconds, whole, megabytes, bootstrap }: Cost): readonly string[] {
  const cells = [
    rows.toLocaleString('en'),
    processor.toFixed(2),
    seconds.toFixed(2),
    whole.toFixed(2),
    `${megabytes.toFixed(0)} MB`,
  ];
  if (bootstrap === undefined) {
    return [...cells, '', '', ''];
  }
  const times = bootstrap / processor;
  const isReached = processor <= GOAL.seconds && megabytes <= GOAL.megabytes && times >= GOAL.times;
  return [...cells, `${bootstrap.toFixed(0)} s`, `${times.toFixed(0)} x`, isReached ? 'yes' : 'no'];
}
