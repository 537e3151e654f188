import { delimiter, join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
export const SIMULATION = join(ROOT, 'on-databricks/simulate');

/** One thread: several do not make such small arrays faster. */
export function simulationEnvironment(): NodeJS.ProcessEnv {
  const rooms = ['evaluate', 'check'].map((room) => join(ROOT, 'on-databricks', room));
  return { ...process.env, PYTHONPATH: rooms.join(delimiter), OMP_NUM_THREADS: '1' };
}
