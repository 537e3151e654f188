import type { Run } from '../../lib/databricks/wire/run';
import type { Workspace } from '../../lib/databricks/workspace';
import { singleOutput } from '../../lib/runs/outcome/end-of-run';
import { notebookResult } from '../../lib/runs/outcome/notebook-result';
import { logTail } from '../../lib/runs/outcome/report-failure';
import { isOneTime, runToAwait, successfulRun, type RunReport } from '../../lib/runs/run-to-end';
import { forgetRun } from '../../lib/runs/wait/left-to-cancel';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import type { DatabricksRunJob } from './definition';

type Inputs = InputsOf<typeof DatabricksRunJob>;
type Outputs = OutputsOf<typeof DatabricksRunJob>;
interface Context {
  readonly host: TaskHost<keyof Outputs>;
  readonly workspace: Workspace;
}

export async function runJob(inputs: Inputs, context: Context): Promise<Outputs> {
  const { host } = context;
  const step = { ...context, report: (known: Partial<RunReport>) => host.setOutputs(known) };
  const awaited = await runToAwait(inputs, step);
  if (awaited.started !== undefined && !inputs.wait) {
    return leftRunning(awaited.started, inputs, host);
  }
  const { run, known } = await successfulRun(awaited, inputs, step);
  return { ...known, notebookResult: await resultOf(run, inputs, context) };
}

function leftRunning(run: Run, inputs: Inputs, host: TaskHost): Outputs {
  forgetRun(host);
  if (inputs.timeoutMinutes !== undefined && !isOneTime(inputs)) {
    host.log.warning(
      "Input 'timeoutMinutes' has no effect: nobody waits for the run, and the service takes no limit for a job's run",
    );
  }
  const runUrl = run.pageUrl ?? '';
  host.log.info(`Run ${run.id}: not waited for — ${runUrl}`);
  return {
    runId: run.id,
    runUrl,
    resultState: 'PENDING',
    notebookResult: '',
    errorMessage: '',
    durationSeconds: '',
  };
}

async function resultOf(run: Run, { logOutput }: Inputs, context: Context): Promise<string> {
  const { host } = context;
  const output = await singleOutput(run, context);
  if (logOutput === 'tail') {
    logTail('Last output', output?.logs ?? '', host);
  }
  const result = notebookResult(output, (text) => host.secretsIn(text));
  if ('withheld' in result) {
    host.log.warning(`Output 'notebookResult' is empty: ${result.withheld}`);
    return '';
  }
  return result.value;
}
