import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { PythonEnvironment } from '../../local/workspace/python-environment/python-environment';
import { pythonExecutable } from '../../local/workspace/python-environment/python-executable';
import { startWorkspaceServer } from '../../local/workspace/server';
import type { Workspace } from '../../local/workspace/workspace';
import { runNotebook } from './notebook-run';
import { median } from './sample';

const PLAIN = 'print("hello")\n';
const ONE_QUERY = 'spark.sql("SELECT count(*) FROM range(1000)").collect()\n';
const QUERIES = `
import json, statistics, time

def query():
    begun = time.perf_counter()
    spark.sql("SELECT count(*) FROM range(1000)").collect()
    return (time.perf_counter() - begun) * 1000

first = query()
warm = statistics.median(query() for _ in range(20))
dbutils.notebook.exit(json.dumps({"firstQueryMs": first, "warmQueryMs": warm}))
`;

export interface NotebookTimes {
  /** `python file.py`, from start to end. */
  readonly plainFileMs: number;
  /** The same code as a notebook, from its submission to the end of the run. */
  readonly notebookMs: number;
  /** Undefined if the Python environment does not exist yet. */
  readonly spark: SparkTimes | undefined;
}

export interface SparkTimes {
  /** A notebook with one query, from its submission to the end of the run: how long a user waits for the first result. */
  readonly notebookMs: number;
  /** By the notebook's clock. The session opens before the first cell that uses it starts. */
  readonly firstQueryMs: number;
  readonly warmQueryMs: number;
}

/** Medians of so many rounds; each round measures everything once. */
export async function notebookTimes(rounds: number): Promise<NotebookTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-bench-'));
  const environment = new PythonEnvironment({ say: () => undefined });
  const server = await startWorkspaceServer({ stateFolder: folder, environment });
  try {
    const workspace = server.addWorkspace();
    const python = environment.interpreter ?? (await pythonExecutable('python3'));
    const file = join(folder, 'plain.py');
    writeFileSync(file, PLAIN);
    const plain = await samples(rounds, async () => ({
      plainFileMs: await msOfFile(python, file),
      notebookMs: (await runNotebook(workspace, PLAIN)).ms,
    }));
    const isInstalled = environment.interpreter !== undefined;
    const spark = isInstalled ? await samples(rounds, () => sparkTimes(workspace)) : undefined;
    return { ...plain, spark };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function msOfFile(python: string, file: string): Promise<number> {
  const begun = performance.now();
  const [code] = (await once(spawn(python, [file], { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit')) as [number];
  const ms = performance.now() - begun;
  if (code !== 0) {
    throw new Error(`${python} ended with exit code ${code}.`);
  }
  return ms;
}

async function sparkTimes(workspace: Workspace): Promise<SparkTimes> {
  const { ms } = await runNotebook(workspace, ONE_QUERY);
  const { result } = await runNotebook(workspace, QUERIES);
  return { notebookMs: ms, ...(JSON.parse(result) as Omit<SparkTimes, 'notebookMs'>) };
}

/** The median of each member. The first round reads from a cold disk, so it does not count. */
async function samples<T extends Readonly<Record<keyof T, number>>>(
  rounds: number,
  round: () => Promise<T>,
): Promise<T> {
  await round();
  const taken: T[] = [];
  while (taken.length < rounds) {
    taken.push(await round());
  }
  const members = Object.keys(taken[0] ?? {}) as (keyof T)[];
  return Object.fromEntries(members.map((name) => [name, median(taken.map((one) => one[name]))])) as T;
}
