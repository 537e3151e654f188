import { formatDuration } from '../../lib/core/durations';
import { UserError } from '../../lib/core/errors';
import type { Run } from '../../lib/databricks/wire/run';
import type { Workspace } from '../../lib/databricks/workspace';
import { cancellingWithPipeline } from '../../lib/runs/cancel-with-pipeline';
import { durationMs, resultStateNow, singleOutput } from '../../lib/runs/end-of-run';
import { notebookResult } from '../../lib/runs/notebook-result';
import { outcomeOf } from '../../lib/runs/outcome';
import { logTail, reportFailure } from '../../lib/runs/report-failure';
import { startRun } from '../../lib/runs/start';
import { waitForRun } from '../../lib/runs/wait';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import type { DatabricksRunJob } from './definition';
import { prepareStart } from './start';

type Inputs = InputsOf<typeof DatabricksRunJob>;
type Outputs = OutputsOf<typeof DatabricksRunJob>;
interface Context {
  readonly host: TaskHost<keyof Outputs>;
  readonly workspace: Workspace;
}

/** A run to wait for. */
interface Awaited {
  readonly id: string;
  /** As it was at the start; undefined for a run that another step has started, which is not ours to cancel. */
  readonly started: Run | undefined;
  readonly notebookId?: string | undefined;
}

export async function runJob(inputs: Inputs, context: Context): Promise<Outputs> {
  const { host, workspace } = context;
  if (inputs.runId !== undefined) {
    return endOfRun({ id: inputs.runId, started: undefined }, inputs, context);
  }
  const { start, notebookId } = await prepareStart(inputs, context);
  const started = await startRun(start, { workspace, host, onRerun: inputs.onRerun });
  const pending = { runId: started.id, runUrl: started.pageUrl ?? '', resultState: 'PENDING' };
  if (!inputs.wait) {
    host.remember('runToCancel', '');
    warnOfTimeout(inputs, host);
    host.log.info(`Run ${started.id}: not waited for — ${pending.runUrl}`);
    return { ...pending, notebookResult: '', errorMessage: '', durationSeconds: '' };
  }
  host.setOutputs(pending);
  return endOfRun({ id: started.id, started, notebookId }, inputs, context);
}

async function endOfRun(awaited: Awaited, inputs: Inputs, context: Context): Promise<Outputs> {
  const { host, workspace } = context;
  const run = await waitForEnd(awaited, inputs, context);
  host.remember('runToCancel', '');
  const { succeeded, resultState } = outcomeOf(run.state);
  const tookMs = durationMs(run);
  const ended = {
    runId: run.id,
    runUrl: run.pageUrl ?? '',
    resultState,
    durationSeconds: tookMs === undefined ? '' : String(Math.round(tookMs / 1000)),
  };
  host.setOutputs(ended);
  if (!succeeded) {
    const failure = await reportFailure(run, {
      workspace,
      host,
      logOutput: inputs.logOutput,
      notebookId: awaited.notebookId,
    });
    host.setOutputs({ errorMessage: failure.message });
    throw failure;
  }
  host.log.info(`Run ${run.id}: succeeded${tookMs === undefined ? '' : ` after ${formatDuration(tookMs)}`}`);
  return { ...ended, notebookResult: await resultOf(run, inputs, context), errorMessage: '' };
}

/** A one-time run carries the limit with it; a job's run is ended by whoever waits for it. */
function warnOfTimeout(inputs: Inputs, { log }: TaskHost): void {
  if (inputs.timeoutMinutes !== undefined && !isOneTime(inputs)) {
    log.warning(
      "Input 'timeoutMinutes' has no effect: nobody waits for the run, and the service takes no limit for a job's run",
    );
  }
}

function isOneTime({ notebookPath, pythonFile, runFile }: Inputs): boolean {
  return [notebookPath, pythonFile, runFile].some((target) => target !== undefined);
}

/** Waits; when that fails, leaves outputs that say so for the steps that run always(). */
async function waitForEnd({ id: runId, started }: Awaited, inputs: Inputs, { host, workspace }: Context): Promise<Run> {
  const isOurs = started !== undefined;
  const onTimeout = isOurs ? 'cancel' : 'leave';
  const leewayMs = isOneTime(inputs) ? 30_000 : 0;
  const waiting = {
    workspace,
    host,
    seen: started,
    timeoutMinutes: inputs.timeoutMinutes,
    leewayMs,
    onTimeout,
  } as const;
  try {
    return await cancellingWithPipeline({ runId, workspace, host, isOurs }, () => waitForRun(runId, waiting));
  } catch (error) {
    const errorMessage = error instanceof Error ? error.message : String(error);
    host.setOutputs({ runId, resultState: await resultStateNow(runId, workspace), errorMessage });
    leaveAlone(error, host);
    throw error;
  }
}

/** A run out of sight may be doing well: a re-run attaches to it, so the clean-up after the job must not cancel it. */
function leaveAlone(error: unknown, host: TaskHost): void {
  if (error instanceof UserError && error.code === 'CONTACT_LOST') {
    host.remember('runToCancel', '');
  }
}

async function resultOf(run: Run, { logOutput }: Inputs, { host, workspace }: Context): Promise<string> {
  const output = await singleOutput(run, workspace);
  if (logOutput === 'tail') {
    logTail('Last output', output?.logs ?? '', host);
  }
  const result = notebookResult(output, (text) => host.secretsIn(text));
  if ('withheld' in result) {
    host.log.warning(`Output 'notebookResult' stays empty: ${result.withheld}`);
    return '';
  }
  return result.value;
}
