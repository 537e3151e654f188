import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { PythonEnvironment } from '../local/workspace/python-environment/python-environment';
import { print } from './printer';

const root = join(__dirname, '..');
const PROGRAM = join(root, 'on-databricks/simulate');

/** Simulates comparisons whose truth is known, and puts the table into docs/statistics.md; a second run goes on. */
async function simulate(words: readonly string[]): Promise<void> {
  const python = await new PythonEnvironment({ say: print }).ready();
  const places = ['--kept', join(root, '.local/simulation'), '--page', join(root, 'docs/statistics.md')];
  const { status } = spawnSync(python, ['-B', join(PROGRAM, 'simulation.py'), ...places, ...words], {
    stdio: 'inherit',
    // One thread: several do not make such small arrays faster.
    env: {
      ...process.env,
      PYTHONPATH: ['evaluate', 'check'].map((room) => join(root, 'on-databricks', room)).join(delimiter),
      OMP_NUM_THREADS: '1',
    },
  });
  process.exitCode = status ?? 1;
}

void simulate(process.argv.slice(2));
