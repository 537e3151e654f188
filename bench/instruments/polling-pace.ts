import { waitForRun } from '../../lib/runs/wait/wait';
import { scriptedRun } from './scripted-run';
import { seededRandom } from './seeded-random';
import { silentHost } from './silent-host';
import { virtualClock } from './virtual-clock';

/** The result of watching one run to its end. */
export interface Watch {
  /** From the end of the run until the task noticed it. */
  readonly lagMs: number;
  readonly polls: number;
}

/** With the code that tasks use. */
export async function watchAdaptively(durationMs: number, seed: number): Promise<Watch> {
  const clock = virtualClock();
  const random = seededRandom(seed);
  const { runId, workspace, polls } = scriptedRun(durationMs, clock, random);
  const host = silentHost(clock, random);
  await waitForRun(runId, { seen: undefined, workspace, host, timeoutMinutes: undefined, onTimeout: 'leave' });
  return { lagMs: clock.now() - durationMs, polls: polls() };
}

/** With requests at 0, `everyMs`, twice that, and so on. */
export function watchEvery(everyMs: number, durationMs: number): Watch {
  const waits = Math.ceil(durationMs / everyMs);
  return { lagMs: waits * everyMs - durationMs, polls: waits + 1 };
}
