import { formatDuration } from '../../core/durations';
import { UserError } from '../../core/errors';
import { toJson } from '../../core/lossless-json';
import { leavesDoubt } from '../../databricks/api/passing';
import type { Start } from '../../databricks/jobs';
import type { Run } from '../../databricks/wire/run';
import type { Workspace } from '../../databricks/workspace';
import type { TaskHost } from '../../task/host';
import { phaseOf, stateWord } from '../outcome/outcome';
import { CANCEL_SENTENCE, cancelRun } from '../wait/cancel';
import { cancellingWithPipeline } from '../wait/cancel-with-pipeline';
import { Contact } from '../wait/contact';
import { forgetStart, keepStart, rememberRun } from '../wait/left-to-cancel';
import { refuseUnknown } from '../wait/unknown-state';
import { firstAnswer } from './first-answer';
import { startToken } from './token';

/** Earlier runs of one step that a start looks past before it gives up. */
const MOST_EARLIER_RUNS = 50;
const LOOK_EVERY_MS = 1000;
const CLOCKS_DIFFER_BY_MS = 2000;

export interface StartContext {
  readonly workspace: Workspace;
  readonly host: TaskHost;
  readonly onRerun: 'attach' | 'restart';
}

/**
 * Starts a run once for this step, however often the request has to be repeated or the step is re-run.
 * An earlier attempt's run is attached to while it is alive, and looked past once it has ended.
 * Gives the run as it stood at first sight.
 */
export async function startRun(start: Start, context: StartContext): Promise<Run> {
  const { host, workspace } = context;
  const begun = await workspace.timeOfFirstAnswer();
  host.log.group(`Request: POST ${workspace.url}${start.path}`, host.redacted(toJson(start.body, 2)).split('\n'));
  for (let count = 0; count < MOST_EARLIER_RUNS; count++) {
    const runId = await requestStart(start, count, context);
    const run = await cancellingWithPipeline({ runId, workspace, host, isOurs: true }, () => untilRead(runId, context));
    const isEarlier = isFromBefore(run, begun);
    if (!isEarlier || (phaseOf(run.state) === 'alive' && context.onRerun === 'attach')) {
      host.log.info(
        isEarlier ? `Run ${runId}: attached; an earlier attempt of this step started it` : `Run ${runId}: started`,
      );
      return run;
    }
    await lookPast(run, context);
  }
  throw new UserError('STARTS_EXHAUSTED', {
    what: `This step has already had ${MOST_EARLIER_RUNS} runs in this pipeline run; no other was started.`,
    fix: 'Find out on the run pages why they ended, then start a new pipeline run.',
  });
}

/**
 * Whether an earlier attempt started the run. One that has ended tells by its end: ours cannot have ended before we asked.
 * One that lives tells by its start, which the service may not say yet, and whose clock may differ a little.
 */
function isFromBefore({ state, startTime, endTime }: Run, begun: number): boolean {
  return phaseOf(state) === 'ended'
    ? (endTime ?? startTime ?? begun) < begun
    : (startTime ?? begun) < begun - CLOCKS_DIFFER_BY_MS;
}

/** Once sent, a start is not broken off: only its answer tells which run to cancel. */
async function requestStart(start: Start, count: number, { host, workspace }: StartContext): Promise<string> {
  host.signal.throwIfAborted();
  const token = startToken(host.facts, count);
  const isKept = keepStart({ start, token }, host);
  try {
    const runId = await firstAnswer((signal) => workspace.jobs.start(start, token, signal), host);
    rememberRun(runId, host);
    forgetStart(host);
    return runId;
  } catch (error) {
    if (host.signal.aborted && (error === host.signal.reason || leavesDoubt(error))) {
      throw cancelledUnheard(error, { workspace, isKept });
    }
    // A re-run of the stage attaches to a run that may be alive.
    forgetStart(host);
    throw leavesDoubt(error) ? startUnconfirmed(error, workspace) : error;
  }
}

function cancelledUnheard(
  cause: unknown,
  { workspace, isKept }: { readonly workspace: Workspace; readonly isKept: boolean },
): UserError {
  return new UserError('CANCELED', {
    what: 'The pipeline was cancelled while a run was being started; a run may be alive.',
    fix: isKept
      ? `See the post-job step of this task, which asks again and cancels the run, or look among the recent runs in ${workspace.url}.`
      : `Look for it among the recent runs in ${workspace.url} and cancel it there.`,
    cause,
  });
}

function startUnconfirmed(cause: unknown, workspace: Workspace): UserError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new UserError('START_UNCONFIRMED', {
    what: `Databricks was asked to start a run, but there was no usable answer (${message}); a run may be alive.`,
    fix: `Re-run this stage: it attaches to that run if there is one, and otherwise starts it. Or look among the recent runs in ${workspace.url}.`,
    cause,
  });
}

/** Reads the run, however long the service takes to make a new one readable. */
async function untilRead(runId: string, { host, workspace }: StartContext): Promise<Run> {
  const contact = new Contact(runId, { workspace, host, justStarted: true });
  for (;;) {
    const run = await contact.look();
    if (run !== undefined) {
      return run;
    }
    await host.clock.sleep(LOOK_EVERY_MS, host.signal);
  }
}

async function lookPast(run: Run, context: StartContext): Promise<void> {
  const { host, workspace } = context;
  if (phaseOf(run.state) === 'alive') {
    await cancelEarlier(run.id, context);
  }
  const ended = await untilEnded(run, context);
  const age =
    ended.endTime === undefined
      ? ''
      : `, ${formatDuration(Math.max(0, host.clock.now() - workspace.hereAt(ended.endTime)))} ago`;
  host.log.info(
    `Run ${run.id}: an earlier attempt of this step started it; it ended ${stateWord(ended.state)}${age}. Starting another`,
  );
}

async function cancelEarlier(runId: string, { host, workspace }: StartContext): Promise<void> {
  const report = await cancelRun(runId, workspace, host);
  host.log.info(`Run ${runId}: an earlier attempt of this step started it; ${CANCEL_SENTENCE[report]}`);
  if (report === 'refused') {
    throw new UserError('RESTART_REFUSED', {
      what: `Run ${runId} of an earlier attempt is alive and could not be cancelled; starting another would leave both running.`,
      fix: "Cancel it on Databricks and re-run, or set 'onRerun' to attach.",
    });
  }
}

/** Two runs of one step must not overlap, so a run that is ending is waited for. */
async function untilEnded(run: Run, context: StartContext): Promise<Run> {
  let last = run;
  while (phaseOf(last.state) !== 'ended') {
    refuseUnknown(last);
    await context.host.clock.sleep(LOOK_EVERY_MS, context.host.signal);
    last = await untilRead(run.id, context);
  }
  return last;
}
