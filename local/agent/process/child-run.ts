import type { Clock } from '../../../lib/core/clock';
import { Child, type ChildSpec } from './child';
import type { JobProcesses } from './job-processes';

// After the process has ended, read output of its children for this long.
const PATIENCE_WITH_ORPHANS_MS = 5000;
// After `task.complete done=true`, the process has this much time to end.
const PATIENCE_AFTER_DONE_MS = 5000;

export interface Grace {
  readonly afterInterruptMs: number;
  readonly afterTerminateMs: number;
}

export interface RunControl {
  readonly clock: Clock;
  readonly cancel: AbortSignal;
  readonly done: AbortSignal;
  readonly grace: Grace;
  /** Without it, the processes of the child's group end with the child. */
  readonly processes: JobProcesses | undefined;
}

export type ChildOutcome =
  | { readonly kind: 'exited' | 'canceled'; readonly exitCode: number }
  | { readonly kind: 'done'; readonly exitCode: undefined };

/** Runs a child to its end, whichever comes first: exit, cancellation, or `done=true` plus five seconds. */
export async function runChild(spec: ChildSpec, control: RunControl): Promise<ChildOutcome> {
  const child = new Child(spec, control.processes);
  const settled = new AbortController();
  let others: 'kill' | 'leave to the job' = 'kill';
  try {
    const outcome = await outcomeOf(child, { ...control, settled: settled.signal });
    others = outcome.kind === 'canceled' ? 'kill' : 'leave to the job';
    return outcome;
  } finally {
    settled.abort();
    child.end(others);
  }
}

type WaitControl = RunControl & { readonly settled: AbortSignal };

async function outcomeOf(child: Child, control: WaitControl): Promise<ChildOutcome> {
  const ended = await Promise.race([
    child.exited,
    aborted(control.cancel, control.settled).then(() => 'cancel' as const),
    doneAndWaited(control),
  ]);
  if (ended === 'done') {
    return { kind: 'done', exitCode: undefined };
  }
  const exitCode = ended === 'cancel' ? await stop(child, control) : ended;
  await Promise.race([child.closed, pause(control, PATIENCE_WITH_ORPHANS_MS)]);
  return { kind: ended === 'cancel' ? 'canceled' : 'exited', exitCode };
}

async function doneAndWaited(control: WaitControl): Promise<'done'> {
  await aborted(control.done, control.settled);
  await pause(control, PATIENCE_AFTER_DONE_MS);
  return 'done';
}

/** SIGINT, a long wait, SIGTERM, a short wait, SIGKILL; resolves with the exit code. */
async function stop(child: Child, control: WaitControl): Promise<number> {
  const steps = [
    ['SIGINT', control.grace.afterInterruptMs],
    ['SIGTERM', control.grace.afterTerminateMs],
  ] as const;
  for (const [signal, patienceMs] of steps) {
    child.signal(signal);
    const exitCode = await Promise.race([child.exited, pause(control, patienceMs)]);
    if (exitCode !== undefined) {
      return exitCode;
    }
  }
  child.signal('SIGKILL');
  return child.exited;
}

/** Ends early when the run is settled, so that no timer remains. */
async function pause({ clock, settled }: WaitControl, milliseconds: number): Promise<undefined> {
  try {
    await clock.sleep(milliseconds, settled);
    return undefined;
  } catch (error) {
    if (settled.aborted) {
      return undefined;
    }
    throw error;
  }
}

function aborted(signal: AbortSignal, until: AbortSignal): Promise<undefined> {
  if (signal.aborted) {
    return Promise.resolve(undefined);
  }
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true, signal: until });
  });
}
