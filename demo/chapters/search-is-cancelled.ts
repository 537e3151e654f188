import type { StepResult } from '../../local/agent/job';
import { isAlive } from '../../local/workspace/execution/alive';
import type { RunSnapshot } from '../../local/workspace/jobs/runs/run-snapshot';
import { expectAsTold } from '../as-told';
import { DEPLOYED_TO } from '../churn';
import type { DemoContext } from '../demo-context';
import { nextRun } from '../next-run';
import { runPipeline } from '../pipeline-run';
import { stepsYaml, type Step } from '../step';

const STEPS: readonly Step[] = [
  {
    task: 'DatabricksRunJob',
    name: 'search',
    inputs: { notebookPath: `${DEPLOYED_TO}/notebooks/hyperparameter_search`, parameters: 'candidates: 500' },
  },
];

interface CancelledStep extends Pick<StepResult, 'result' | 'outputs'> {
  /** The notebook's Python process; undefined if it ended before it could be cancelled. */
  readonly pid: number | undefined;
}

export async function searchIsCancelled(context: DemoContext): Promise<string> {
  const { printer } = context;
  printer.heading('7  A search is cancelled');
  printer.say('Somebody cancels the pipeline while a notebook runs. Nothing may keep running.', '');
  printer.code(stepsYaml(STEPS));
  printer.say('');

  const { result, outputs, pid } = await cancelWhileItRuns(context);
  const resultState = outputs['resultState'] ?? 'unknown';
  expectAsTold(result === 'Canceled', `step 'search' ended ${result}, not Canceled.`);
  expectAsTold(resultState === 'CANCELED', `its run ended ${resultState}, not CANCELED.`);
  expectAsTold(pid !== undefined && !isAlive(pid), `Python process ${pid ?? '(never seen)'} is still alive.`);

  printer.say('', `The run ended ${resultState}, and Python process ${pid} is gone.`);
  return `search and its run were cancelled, and Python process ${pid} is gone`;
}

async function cancelWhileItRuns(context: DemoContext): Promise<CancelledStep> {
  const cancel = new AbortController();
  const { workspace } = context.laptop;
  const search = nextRun(workspace);
  let pid: number | undefined;
  search.runId
    .then((runId) => workspace.waitForRun(runId, hasTriedThree))
    .then(({ tasks }) => {
      pid = tasks[0]?.pid;
      context.printer.say('', `Three candidates are done, in Python process ${pid}. Now you cancel the pipeline.`, '');
      cancel.abort();
    })
    // The search ended on its own; the step's result shows that.
    .catch(() => undefined);
  const watching = { cancel: cancel.signal, onLine: search.look };
  const [step] = await runPipeline({ number: 8, steps: STEPS }, context, watching);
  expectAsTold(step !== undefined, "step 'search' did not run.");
  return { ...step, pid };
}

function hasTriedThree({ tasks }: RunSnapshot): boolean {
  return tasks.some(({ stdout }) => stdout.includes('candidate 3'));
}
