import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PythonEnvironment } from '../../local/workspace/python-environment/python-environment';
import { startWorkspaceServer } from '../../local/workspace/server';
import { median } from '../instruments/sample';
import { secondsOfPytest, testProject, testStep, type TestPlace } from '../instruments/test-steps';
import type { Table } from '../table';

const TURNS = 5;
const FEW = 10;
const MANY = 5000;
const MEGABYTE = 1_000_000;
const GOAL = { databricksSeconds: 2, agentSeconds: 0.3, manySeconds: 3, memoryMb: 100 };

export async function testsTable(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-bench-'));
  const environment = new PythonEnvironment({ say: () => undefined });
  const python = await environment.ready();
  const server = await startWorkspaceServer({ stateFolder: join(folder, 'state'), environment });
  try {
    const place: TestPlace = { folder, python, workspace: server.addWorkspace() };
    const few = await overhead(FEW, TURNS, place);
    const many = await overhead(MANY, 1, place);
    return {
      title: 'Tests: DatabricksRunTests, beyond what pytest itself takes',
      columns: ['Measured', 'value', 'goal', 'reached'],
      rows: [
        rowOf(`${FEW} tests on the local workspace`, few.databricks, { most: GOAL.databricksSeconds, unit: 's' }),
        rowOf(`${FEW} tests on the agent`, few.agent, { most: GOAL.agentSeconds, unit: 's' }),
        rowOf(`${MANY} tests on the agent`, many.agent, { most: GOAL.manySeconds, unit: 's' }),
        rowOf(`${MANY} tests, memory of the task beyond ${FEW}`, (many.peakBytes - few.peakBytes) / MEGABYTE, {
          most: GOAL.memoryMb,
          unit: 'MB',
        }),
      ],
      notes: [
        `Medians of ${TURNS} pairs for ${FEW} tests, one pair for ${MANY}. A pair is pytest and then the packaged task.`,
      ],
    };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Overhead {
  readonly agent: number;
  readonly databricks: number;
  readonly peakBytes: number;
}

async function overhead(count: number, turns: number, place: TestPlace): Promise<Overhead> {
  const project = testProject(count, place);
  // The first turn reads from a cold disk, so it does not count.
  await turn(project, place);
  const all: Overhead[] = [];
  for (let index = 0; index < turns; index += 1) {
    all.push(await turn(project, place));
  }
  return {
    agent: median(all.map(({ agent }) => agent)),
    databricks: median(all.map(({ databricks }) => databricks)),
    peakBytes: Math.max(...all.map(({ peakBytes }) => peakBytes)),
  };
}

async function turn(project: string, place: TestPlace): Promise<Overhead> {
  const plain = secondsOfPytest(project, place);
  const agent = await testStep('agent', project, place);
  const databricks = await testStep('databricks', project, place);
  return {
    agent: agent.seconds - plain,
    databricks: databricks.seconds - plain,
    peakBytes: Math.max(agent.peakBytes, databricks.peakBytes),
  };
}

function rowOf(
  what: string,
  value: number,
  { most, unit }: { readonly most: number; readonly unit: string },
): readonly string[] {
  return [what, `${value.toFixed(2)} ${unit}`, `${most} ${unit}`, value <= most ? 'yes' : 'no'];
}
