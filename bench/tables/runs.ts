import { execFileSync } from 'node:child_process';
import { measuredRun, type MeasuredRun } from '../instruments/pipeline-run';
import { median } from '../instruments/sample';
import type { Table } from '../table';

const STEPS = 200;
const STARTS = 9;
const TIMES = 3;
const MIB = 1024 * 1024;
const LARGE_LOG_BYTES = 1_000_000_000;
const GOAL = { perStepMs: 20, toFirstStepMs: 400, flatMib: 40 };

export async function runsTable(): Promise<Table> {
  const many = `steps:\n- checkout: none\n${'- bash: "true"\n'.repeat(STEPS)}`;
  const starts = await repeated(STARTS, 'steps: [{ checkout: none }, { bash: "true" }]\n');
  const long = await repeated(TIMES, many);
  const shellMs = median(Array.from({ length: TIMES }, shellLoopMs));
  const [small, large] = [await measuredRun(logOf(1000)), await measuredRun(logOf(LARGE_LOG_BYTES))];
  const beyondMs = median(long.map(({ stepsMs, insideMs }) => (stepsMs - insideMs) / STEPS));
  const stepsMs = median(long.map((run) => run.stepsMs));
  const perStepMs = (stepsMs - shellMs) / STEPS;
  const firstMs = median(starts.map(({ toFirstStepMs }) => toFirstStepMs));
  const grownMib = (large.peakBytes - small.peakBytes) / MIB;
  return {
    title: 'Runs: start, steps, logs',
    columns: ['what', 'measured', 'goal', 'reached'],
    rows: [
      row('start to the first step', `${firstMs.toFixed(0)} ms`, [
        `${GOAL.toFirstStepMs} ms`,
        firstMs <= GOAL.toFirstStepMs,
      ]),
      row(`${STEPS} steps of 'true'`, `${stepsMs.toFixed(0)} ms`),
      row(`the same in a loop of the shell`, `${shellMs.toFixed(0)} ms`),
      row('each step beyond the shell', `${perStepMs.toFixed(1)} ms`, [
        `${GOAL.perStepMs} ms`,
        perStepMs <= GOAL.perStepMs,
      ]),
      row('each step, between it and the next', `${beyondMs.toFixed(1)} ms`),
      row('memory with a log of 1 kB', `${(small.peakBytes / MIB).toFixed(0)} MiB`),
      row('more with a log of 1 GB', `${grownMib.toFixed(0)} MiB`, [`${GOAL.flatMib} MiB`, grownMib <= GOAL.flatMib]),
      row('a log of 1 GB takes', `${(large.totalMs / 1000).toFixed(1)} s`),
    ],
    notes: [
      `Medians of ${STARTS} starts and ${TIMES} long runs of the built command, each in a repository of its own.`,
    ],
  };
}

async function repeated(times: number, pipeline: string): Promise<readonly MeasuredRun[]> {
  const runs: MeasuredRun[] = [];
  for (let index = 0; index < times; index += 1) {
    runs.push(await measuredRun(pipeline));
  }
  return runs;
}

function shellLoopMs(): number {
  const start = performance.now();
  execFileSync('bash', ['-c', `for number in $(seq ${STEPS}); do bash -c true; done`]);
  return performance.now() - start;
}

function logOf(bytes: number): string {
  return `steps:\n- checkout: none\n- bash: yes 'a line of a log, as long as such lines are' | head -c ${bytes}\n`;
}

function row(what: string, measured: string, goal?: readonly [text: string, isReached: boolean]): readonly string[] {
  return [what, measured, ...(goal === undefined ? [] : [goal[0], goal[1] ? 'yes' : 'no'])];
}
