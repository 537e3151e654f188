import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { startJob } from '../../local/agent/job';
import { taskFolder } from './built-extension';
import { CONNECTION, connectionTo } from './connection';
import type { FarWorkspace } from './far-workspace';

export const DESTINATION = '/Shared/bench/churn';

export interface DeploymentTimes {
  readonly ms: number;
  /** Requests of the step, and how many of them were throttled. */
  readonly requests: number;
  readonly throttled: number;
  readonly peakBytes: number;
}

/** A folder with so many files in so many folders; deleted after `use`. */
export async function withProject<T>(
  { files, folders, bytes }: { readonly files: number; readonly folders: number; readonly bytes: number },
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-project-'));
  try {
    for (let index = 0; index < files; index += 1) {
      writeProjectFile(folder, `folder${index % folders}/file${index}.py`, `# ${index}\n`.padEnd(bytes, '#'));
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function writeProjectFile(folder: string, path: string, content: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Runs the packaged task as a pipeline would, on an agent without earlier runs. */
export async function msOfDeployment(workspace: FarWorkspace, project: string): Promise<DeploymentTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-agent-'));
  const peak = join(folder, 'peak');
  const job = startJob({
    folder,
    nodes: { 20: process.execPath, 24: process.execPath },
    endpoints: [connectionTo(workspace)],
    machine: { NODE_OPTIONS: `--require=${join(__dirname, 'peak-memory.cjs')}`, BENCH_PEAK_MEMORY_FILE: peak },
  });
  try {
    const before = await workspace.counts();
    const begun = performance.now();
    const step = await job.runStep({
      taskFolder: taskFolder('DatabricksDeployCode'),
      name: 'code',
      inputs: { connection: CONNECTION, source: project, destination: DESTINATION },
    });
    const ms = performance.now() - begun;
    if (step.result !== 'Succeeded') {
      throw new Error(step.log.join('\n'));
    }
    const after = await workspace.counts();
    return {
      ms,
      requests: after.requests - before.requests,
      throttled: after.throttled - before.throttled,
      peakBytes: Number(readFileSync(peak, 'utf8')),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
