import { formatDuration } from '../../lib/core/durations';
import type { Run } from '../../lib/databricks/wire/run';
import type { Workspace } from '../../lib/databricks/workspace';
import { cancellingWithPipeline } from '../../lib/runs/cancel-with-pipeline';
import { durationSeconds, resultStateNow, singleOutput } from '../../lib/runs/end-of-run';
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
  readonly notebookId?: string | undefined;
  /** Whether this step has started it; another step's run is not ours to cancel. */
  readonly isOurs: boolean;
}

export async function runJob(inputs: Inputs, context: Context): Promise<Outputs> {
  const { host, workspace } = context;
  if (inputs.runId !== undefined) {
    return endOfRun({ id: inputs.runId, isOurs: false }, inputs, context);
  }
  const { start, notebookId } = await prepareStart(inputs, context);
  const started = await startRun(start, { workspace, host, onRerun: inputs.onRerun });
  const pending = { runId: started.id, runUrl: started.pageUrl ?? '', resultState: 'PENDING' };
  if (!inputs.wait) {
    host.remember('runToCancel', '');
    host.log.info(`Run ${started.id}: not waited for`);
    return { ...pending, notebookResult: '', errorMessage: '', durationSeconds: '' };
  }
  host.setOutputs(pending);
  return endOfRun({ id: started.id, notebookId, isOurs: true }, inputs, context);
}

async function endOfRun(awaited: Awaited, inputs: Inputs, context: Context): Promise<Outputs> {
  const { host, workspace } = context;
  const run = await waitForEnd(awaited, inputs, context);
  host.remember('runToCancel', '');
  const { succeeded, resultState } = outcomeOf(run.state);
  const ended = { runId: run.id, runUrl: run.pageUrl ?? '', resultState, durationSeconds: durationSeconds(run) };
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
  host.log.info(`Run ${run.id}: succeeded after ${formatDuration(Number(ended.durationSeconds) * 1000)}`);
  return { ...ended, notebookResult: await resultOf(run, inputs, context), errorMessage: '' };
}

/** Waits; when that fails, leaves outputs that say so for the steps that run always(). */
async function waitForEnd({ id: runId, isOurs }: Awaited, inputs: Inputs, { host, workspace }: Context): Promise<Run> {
  const { timeoutMinutes } = inputs;
  const waiting = {
    workspace,
    host,
    justStarted: isOurs,
    timeoutMinutes,
    onTimeout: isOurs ? 'cancel' : 'leave',
  } as const;
  try {
    return await cancellingWithPipeline({ runId, workspace, host, isOurs }, () => waitForRun(runId, waiting));
  } catch (error) {
    const errorMessage = error instanceof Error ? error.message : String(error);
    host.setOutputs({ runId, resultState: await resultStateNow(runId, workspace), errorMessage });
    throw error;
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
