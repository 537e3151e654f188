import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RecordedEvent } from '../../local/pipelines/run-folder/event-file';

/** One run of the built command on a small repository, from its spawn to its end. */
export interface MeasuredRun {
  readonly totalMs: number;
  readonly toFirstStepMs: number;
  /** From the first step to the last. */
  readonly stepsMs: number;
  /** What the steps themselves took, as each tells it. */
  readonly insideMs: number;
  readonly peakBytes: number;
}

export async function measuredRun(pipeline: string): Promise<MeasuredRun> {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-bench-'));
  try {
    writeFileSync(join(folder, 'p.yml'), pipeline);
    execFileSync('git', ['-C', folder, 'init', '-q']);
    git(folder, 'add', '.');
    git(folder, 'commit', '-q', '-m', 'bench');
    return await ran(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function git(folder: string, ...words: readonly string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words]);
}

async function ran(folder: string): Promise<MeasuredRun> {
  const peak = join(folder, 'peak');
  const preloaded = ['--require', join(__dirname, 'peak-memory.cjs')];
  const startMs = performance.now();
  const child = spawn(
    process.execPath,
    [...preloaded, join(__dirname, '../../dist/cli/mlops.js'), 'run', 'p.yml', '--json'],
    { cwd: folder, env: { ...process.env, BENCH_PEAK_MEMORY_FILE: peak }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const heard: { readonly event: RecordedEvent; readonly ms: number }[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    heard.push({ event: JSON.parse(line) as RecordedEvent, ms: performance.now() - startMs });
  }
  const exitCode = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
  if (exitCode !== 0) {
    throw new Error(`mlops run ended with ${String(exitCode)}.`);
  }
  const steps = heard.flatMap(({ event }) => (event.kind === 'step ended' ? [event.durationMs] : []));
  const first = heard.find(({ event }) => event.kind === 'step started')?.ms ?? Number.NaN;
  const last = heard.findLast(({ event }) => event.kind === 'step ended')?.ms ?? Number.NaN;
  return {
    totalMs: performance.now() - startMs,
    toFirstStepMs: first,
    stepsMs: last - first,
    insideMs: steps.reduce((sum, ms) => sum + ms, 0),
    peakBytes: Number(readFileSync(peak, 'utf8')),
  };
}
