import { formatDuration } from '../core/durations';
import { UserError } from '../core/errors';
import type { Run } from '../databricks/wire/run';
import type { Workspace } from '../databricks/workspace';
import type { TaskHost } from '../task/host';
import { durationMs, resultStateNow } from './outcome/end-of-run';
import { outcomeOf } from './outcome/outcome';
import { reportFailure } from './outcome/report-failure';
import type { RunInputs } from './run-inputs';
import { prepareStart } from './start/prepare-start';
import { startRun } from './start/start';
import { cancellingWithPipeline } from './wait/cancel-with-pipeline';
import { forgetRun } from './wait/left-to-cancel';
import { waitForRun } from './wait/wait';

/** The outputs about the run for later steps. */
export interface RunReport {
  readonly runId: string;
  readonly runUrl: string;
  readonly resultState: string;
  readonly durationSeconds: string;
  readonly errorMessage: string;
}

export interface RunStep {
  readonly host: TaskHost;
  readonly workspace: Workspace;
  /** Called as soon as values are known, so that later steps have them even if this one fails. */
  readonly report: (known: Partial<RunReport>) => void;
}

/** A run to wait for. */
export interface AwaitedRun {
  readonly id: string;
  /** The start of the run; undefined if another step started it, because then we must not cancel it. */
  readonly started: Run | undefined;
  readonly notebookId?: string | undefined;
}

/** Starts what the inputs name, or uses the run that another step has started. */
export async function runToAwait(inputs: RunInputs, { host, workspace, report }: RunStep): Promise<AwaitedRun> {
  if (inputs.runId !== undefined) {
    return { id: inputs.runId, started: undefined };
  }
  const { start, notebookId } = await prepareStart(inputs, { host, workspace });
  const started = await startRun(start, { workspace, host, onRerun: inputs.onRerun });
  report({ runId: started.id, runUrl: started.pageUrl ?? '', resultState: 'PENDING' });
  return { id: started.id, started, notebookId };
}

export interface SuccessfulRun {
  readonly run: Run;
  readonly known: RunReport;
}

/** Waits for the run to succeed; any other end is an error, with everything that is known. */
export async function successfulRun(awaited: AwaitedRun, inputs: RunInputs, step: RunStep): Promise<SuccessfulRun> {
  const { host, workspace, report } = step;
  const run = await waitForEnd(awaited, inputs, step);
  forgetRun(host);
  const { succeeded, resultState } = outcomeOf(run.state);
  const tookMs = durationMs(run);
  const ended = {
    runId: run.id,
    runUrl: run.pageUrl ?? '',
    resultState,
    durationSeconds: tookMs === undefined ? '' : String(Math.round(tookMs / 1000)),
  };
  report(ended);
  if (!succeeded) {
    const { logOutput } = inputs;
    const failure = await reportFailure(run, { workspace, host, logOutput, notebookId: awaited.notebookId });
    report({ errorMessage: failure.message });
    throw failure;
  }
  host.log.info(`Run ${run.id}: succeeded${tookMs === undefined ? '' : ` after ${formatDuration(tookMs)}`}`);
  return { run, known: { ...ended, errorMessage: '' } };
}

/** A one-time run has its own time limit; a job's run is cancelled by the step that waits for it. */
export function isOneTime({ notebookPath, pythonFile, runFile }: RunInputs): boolean {
  return [notebookPath, pythonFile, runFile].some((target) => target !== undefined);
}

async function waitForEnd({ id: runId, started }: AwaitedRun, inputs: RunInputs, step: RunStep): Promise<Run> {
  const { host, workspace, report } = step;
  const isOurs = started !== undefined;
  const onTimeout = isOurs ? 'cancel' : 'leave';
  const leewayMs = isOneTime(inputs) ? 30_000 : 0;
  const options = {
    workspace,
    host,
    seen: started,
    timeoutMinutes: inputs.timeoutMinutes,
    leewayMs,
    onTimeout,
  } as const;
  try {
    return await cancellingWithPipeline({ runId, workspace, host, isOurs }, () => waitForRun(runId, options));
  } catch (error) {
    const errorMessage = error instanceof Error ? error.message : String(error);
    report({ runId, resultState: await resultStateNow(runId, workspace), errorMessage });
    leaveAlone(error, host);
    throw error;
  }
}

/** A run may continue after contact is lost. A re-run attaches to it, so the clean-up after the job must not cancel it. */
function leaveAlone(error: unknown, host: TaskHost): void {
  if (error instanceof UserError && error.code === 'CONTACT_LOST') {
    forgetRun(host);
  }
}
