import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleLaunch } from '../instruments/bundle-launch';
import { msOfEmptyNode, msToFirstRequest, openDoorbell, type Doorbell } from '../instruments/first-request';
import { nodeBinaries, type NodeBinary } from '../instruments/nodes';
import { median } from '../instruments/sample';
import type { Table } from '../table';

const PAIRS = 15;
const GOAL = { ratio: 1.5, extraMs: 90 };

export async function startUpTable(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-bench-'));
  const door = await openDoorbell();
  try {
    const rows: (readonly string[])[] = [];
    for (const node of nodeBinaries()) {
      rows.push(await rowOf(node, folder, door));
    }
    return {
      title: 'Start-up: from the start of DatabricksRunJob to its first request',
      columns: ['Node', 'node -e 0', 'first request', 'ratio', 'goal', 'reached'],
      rows,
      notes: [
        `Medians of ${PAIRS} pairs, measured in turn. Goal: at most ${GOAL.ratio} times 'node -e 0' plus ${GOAL.extraMs} ms.`,
      ],
    };
  } finally {
    door.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rowOf({ version, path }: NodeBinary, folder: string, door: Doorbell): Promise<readonly string[]> {
  const launch = bundleLaunch({ node: path, host: door.host, folder });
  const empty: number[] = [];
  const first: number[] = [];
  // The first of each reads from a cold disk, so it does not count.
  await msOfEmptyNode(launch);
  await msToFirstRequest(launch, door);
  for (let pair = 0; pair < PAIRS; pair += 1) {
    empty.push(await msOfEmptyNode(launch));
    first.push(await msToFirstRequest(launch, door));
  }
  const [emptyMs, firstMs] = [median(empty), median(first)];
  const goalMs = GOAL.ratio * emptyMs + GOAL.extraMs;
  return [
    version,
    `${emptyMs.toFixed(0)} ms`,
    `${firstMs.toFixed(0)} ms`,
    (firstMs / emptyMs).toFixed(2),
    `${goalMs.toFixed(0)} ms`,
    firstMs <= goalMs ? 'yes' : 'no',
  ];
}
