import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from './sample';

/** What something takes: by the clock, and of the processor, which a busy machine does not change. */
export interface Cost {
  readonly ms: number;
  readonly processorMs: number;
}

const PRELOADED = ['--require', join(__dirname, 'processor-time.cjs')];

/** The cost of a whole process of Node, from spawn to end. */
export function costOfNode(...words: readonly string[]): Cost {
  const start = performance.now();
  const { status, stderr, output } = spawnSync(process.execPath, [...PRELOADED, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ms = performance.now() - start;
  if (status !== 0) {
    throw new Error(`node ${words.join(' ')} ended with ${status}: ${stderr}`);
  }
  return { ms, processorMs: Number(output[3]) };
}

export function costOf(act: () => void): Cost {
  const [start, used] = [performance.now(), process.cpuUsage()];
  act();
  const { user, system } = process.cpuUsage(used);
  return { ms: performance.now() - start, processorMs: (user + system) / 1000 };
}

export function medianCost(costs: readonly Cost[]): Cost {
  return { ms: median(costs.map(({ ms }) => ms)), processorMs: median(costs.map(({ processorMs }) => processorMs)) };
}

export function difference(one: Cost, other: Cost): Cost {
  return { ms: one.ms - other.ms, processorMs: one.processorMs - other.processorMs };
}
