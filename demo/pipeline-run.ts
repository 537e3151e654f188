import { join } from 'node:path';
import { startJob, type AgentJob, type StepResult } from '../local/agent/job';
import { TASKS } from './built-extension';
import type { DemoContext } from './demo-context';
import { FoldedLog } from './folded-log';
import { CONNECTION, withConnection, type Step } from './step';

/** One run of a pipeline with one job. */
export interface PipelineRun {
  /** From 1. Keeps what different runs start apart. */
  readonly number: number;
  readonly steps: readonly Step[];
}

export interface Watching {
  /** Cancels the pipeline. */
  readonly cancel?: AbortSignal;
  readonly onLine?: () => void;
}

/** Runs the packaged tasks in order until one does not succeed, and prints the log as it comes. */
export async function runPipeline(
  run: PipelineRun,
  context: DemoContext,
  watching: Watching = {},
): Promise<StepResult[]> {
  const job = openJob(run, context, watching);
  const signal = AbortSignal.any([context.stop, ...(watching.cancel === undefined ? [] : [watching.cancel])]);
  const results: StepResult[] = [];
  for (const step of run.steps) {
    const { task, name } = step;
    const result = await job.runStep({ name, taskFolder: join(TASKS, task), inputs: withConnection(step) }, { signal });
    results.push(result);
    if (!result.result.startsWith('Succeeded')) {
      break;
    }
  }
  await job.finish();
  context.stop.throwIfAborted();
  return results;
}

function openJob({ number }: PipelineRun, { laptop, printer }: DemoContext, { onLine }: Watching): AgentJob {
  const log = new FoldedLog((line) => printer.log(line));
  return startJob({
    folder: laptop.agentFolder,
    nodes: { 20: process.execPath },
    variables: {
      'System.PlanId': `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      'Build.BuildId': String(number),
    },
    endpoints: [
      {
        id: '4d5a1c1e-0000-4000-8000-00000000c0de',
        name: CONNECTION,
        type: 'databricks-mlops',
        url: laptop.workspace.host,
        authorization: { scheme: 'Token', parameters: { apitoken: laptop.workspace.token } },
      },
    ],
    onLine(line, { stage }) {
      if (stage === 'main') {
        log.take(line);
        onLine?.();
      }
    },
  });
}
