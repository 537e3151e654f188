import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { startJob } from '../../local/agent/job';
import type { Workspace } from '../../local/workspace/workspace';
import { taskFolder } from './built-extension';
import { CONNECTION, connectionTo } from './connection';

const DEPLOYED = '/Shared/bench';

export interface TestPlace {
  readonly folder: string;
  /** The interpreter that has pytest. */
  readonly python: string;
  readonly workspace: Workspace;
}

export interface MeasuredTests {
  readonly seconds: number;
  readonly peakBytes: number;
}

/** A project with so many passing tests, in a folder and in the workspace. */
export function testProject(count: number, { folder, workspace }: TestPlace): string {
  const project = mkdtempSync(join(folder, 'project-'));
  const source = `import pytest\n@pytest.mark.parametrize("n", range(${count}))\ndef test_a(n): pass\n`;
  for (const [path, text] of Object.entries({ 'pytest.ini': '[pytest]\n', 'tests/test_it.py': source })) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
    workspace.putFile(`${DEPLOYED}/${path}`, text);
  }
  return project;
}

export function secondsOfPytest(project: string, { python }: TestPlace): number {
  const begun = performance.now();
  execFileSync(python, ['-B', '-m', 'pytest', '-q', 'tests', '-p', 'no:cacheprovider'], { cwd: project });
  return (performance.now() - begun) / 1000;
}

/** The same tests by the packaged task, on a fresh agent. */
export async function testStep(
  where: 'agent' | 'databricks',
  project: string,
  { folder, python, workspace }: TestPlace,
): Promise<MeasuredTests> {
  const agent = mkdtempSync(join(folder, 'agent-'));
  const peak = join(agent, 'peak');
  const job = startJob({
    folder: agent,
    nodes: { 20: process.execPath, 24: process.execPath },
    variables: { 'System.DefaultWorkingDirectory': project, 'Build.SourcesDirectory': project },
    endpoints: [connectionTo(workspace)],
    machine: {
      PATH: `${dirname(python)}:${process.env['PATH'] ?? ''}`,
      NODE_OPTIONS: `--require=${join(__dirname, 'peak-memory.cjs')}`,
      BENCH_PEAK_MEMORY_FILE: peak,
    },
  });
  const on =
    where === 'agent' ? { where, testsPath: 'tests' } : { connection: CONNECTION, testsPath: `${DEPLOYED}/tests` };
  const begun = performance.now();
  const step = await job.runStep({ taskFolder: taskFolder('DatabricksRunTests'), name: 'tests', inputs: on });
  const seconds = (performance.now() - begun) / 1000;
  if (step.result !== 'Succeeded') {
    throw new Error(step.log.join('\n'));
  }
  const peakBytes = Number(readFileSync(peak, 'utf8'));
  rmSync(agent, { recursive: true, force: true });
  return { seconds, peakBytes };
}
