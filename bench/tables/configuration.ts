import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleLaunch, type LaunchSetting } from '../instruments/bundle-launch';
import { msToFirstRequest, openDoorbell, type Doorbell } from '../instruments/first-request';
import { stepPairs, type StepPair } from '../instruments/project-steps';
import { LINES, MISTAKES, projectWithMistakes } from '../instruments/project-texts';
import { median } from '../instruments/sample';
import type { Table } from '../table';

const PAIRS = 15;
const GOAL = { mistakesMs: 200, laterMs: 15 };
const COMMAND_LINE = join(__dirname, '../../dist/cli/mlops.js');

export async function configurationTable(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-bench-'));
  const door = await openDoorbell();
  try {
    const steps: (readonly string[])[] = [];
    for (const pair of stepPairs(join(folder, 'work/1/s'))) {
      const laterMs = await msLater(pair, { node: process.execPath, host: door.host, folder }, door);
      steps.push(row(`${pair.task} with a configFile starts later by`, laterMs, GOAL.laterMs));
    }
    return {
      title: 'Configuration: mlops.yml with many mistakes, and what reading it costs a step',
      columns: ['what', 'measured', 'goal', 'reached'],
      rows: [
        row(`mlops validate: ${MISTAKES} mistakes in ${LINES} lines`, msOfMistakes(folder), GOAL.mistakesMs),
        ...steps,
      ],
      notes: [
        `Medians of ${PAIRS} pairs, measured in turn. The first row is without the start of Node ('node -e 0');`,
        'the others end with the first request, and the file uses most of what mlops.yml can say.',
      ],
    };
  } finally {
    door.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(what: string, ms: number, goalMs: number): readonly string[] {
  return [what, `${ms.toFixed(0)} ms`, `${goalMs} ms`, ms <= goalMs ? 'yes' : 'no'];
}

function msOfMistakes(folder: string): number {
  const file = join(folder, 'mlops.yml');
  writeFileSync(file, projectWithMistakes());
  const validate = (): number => msOf([COMMAND_LINE, 'validate', file], ` ${MISTAKES} errors,`);
  // The first reads from a cold disk and does not count.
  validate();
  return median(Array.from({ length: PAIRS }, () => validate() - msOf(['-e', '0'], '')));
}

function msOf(words: readonly string[], expected: string): number {
  const start = performance.now();
  const { stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  const ms = performance.now() - start;
  if (!stdout.includes(expected)) {
    throw new Error(`node ${words.join(' ')} was to say '${expected}', and said: ${stdout.slice(-200)}`);
  }
  return ms;
}

/** Half of the pairs begin with one, half with the other, so that neither profits from its turn. */
async function msLater(pair: StepPair, setting: LaunchSetting, door: Doorbell): Promise<number> {
  const [without, withFile] = [bundleLaunch(setting, pair.without), bundleLaunch(setting, pair.with)];
  await msToFirstRequest(without, door);
  await msToFirstRequest(withFile, door);
  const differences: number[] = [];
  for (let turn = 0; turn < PAIRS; turn += 1) {
    const order = turn % 2 === 0 ? [without, withFile] : [withFile, without];
    const times = new Map<typeof without, number>();
    for (const launch of order) {
      times.set(launch, await msToFirstRequest(launch, door));
    }
    differences.push((times.get(withFile) ?? 0) - (times.get(without) ?? 0));
  }
  return median(differences);
}
