import { formatDuration } from '../../core/durations';
import { UserError } from '../../core/errors';
import { nextPollMs, type PollingPace } from '../../core/polling';
import type { Run } from '../../databricks/wire/run';
import type { Workspace } from '../../databricks/workspace';
import type { TaskHost } from '../../task/host';
import { phaseOf } from '../outcome/outcome';
import { CANCEL_SENTENCE, cancelRun } from './cancel';
import { changesBetween, percentDone } from './changes';
import { Contact } from './contact';
import { refuseUnknown } from './unknown-state';

/** Nobody is about to kill the process, so the end of the run can be seen. */
const CANCEL_BUDGET_MS = 15_000;
const PACE: PollingPace = { shortestMs: 1000, longestMs: 20_000, share: 0.1, jitter: 0.1 };

export interface WaitOptions {
  /** The run as it was just seen, which saves a look. */
  readonly seen: Run | undefined;
  readonly workspace: Workspace;
  readonly host: TaskHost;
  readonly timeoutMinutes: number | undefined;
  /** Time for the service to end the run, if it knows the limit too. */
  readonly leewayMs?: number;
  /** What reaching the timeout does to the run: ours is cancelled, another's is left alone. */
  readonly onTimeout: 'cancel' | 'leave';
}

/** Resolves once the run is over, however it ended; the caller judges the outcome. */
export async function waitForRun(runId: string, options: WaitOptions): Promise<Run> {
  const { host } = options;
  const contact = new Contact(runId, { ...options, justStarted: false });
  const since = host.clock.now();
  let last: Run | undefined;
  for (let seen = options.seen; ; seen = undefined) {
    const run = seen ?? (await contact.look());
    if (run !== undefined) {
      announce(last, run, host);
      last = run;
      if (phaseOf(run.state) === 'ended') {
        return run;
      }
      refuseUnknown(run);
    }
    await stopAtTimeout({ runId, since, startTime: last?.startTime }, options);
    await host.clock.sleep(nextPollMs(host.clock.now() - since, PACE, host.random()), host.signal);
  }
}

function announce(before: Run | undefined, now: Run, host: TaskHost): void {
  const lines = changesBetween(before, now);
  lines.forEach((line) => host.log.info(line));
  const percent = percentDone(now);
  if (percent !== undefined && lines.length > 0) {
    host.progress(percent, `Run ${now.id}`);
  }
}

interface Elapsed {
  readonly runId: string;
  readonly since: number;
  readonly startTime: number | undefined;
}

async function stopAtTimeout({ runId, since, startTime }: Elapsed, options: WaitOptions): Promise<void> {
  const { host, workspace, timeoutMinutes, leewayMs = 0, onTimeout } = options;
  if (timeoutMinutes === undefined) {
    return;
  }
  // A run that was attached to has been running since before this process began.
  const begun = startTime === undefined ? since : Math.min(since, workspace.hereAt(startTime));
  const elapsed = host.clock.now() - begun;
  if (elapsed < timeoutMinutes * 60_000 + leewayMs) {
    return;
  }
  const end =
    onTimeout === 'cancel'
      ? CANCEL_SENTENCE[await cancelRun(runId, workspace, { clock: host.clock, budgetMs: CANCEL_BUDGET_MS })]
      : 'it was left alone, since another step started it';
  throw new UserError('RUN_TIMED_OUT', {
    what: `Run ${runId} was not over after ${formatDuration(elapsed)}, the limit set by 'timeoutMinutes' (${timeoutMinutes}); ${end}.`,
    fix: "Raise 'timeoutMinutes', or find out on the run page what took so long.",
  });
}
