import { join } from 'node:path';
import { startJob, type StepResult } from '../local/agent/job';
import { TASK_FOLDER } from './built-extension';
import { FoldedLog } from './folded-log';
import type { Scene } from './scene';

const CONNECTION = 'databricks-dev';
const NONE = /^$/;

/** A step as its author writes it; the connection is always the demo's. */
export interface PipelineStep {
  readonly name: string;
  readonly displayName: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface StepRun {
  /** Groups of the log whose lines are shown. */
  readonly open?: RegExp;
  /** Cancels the pipeline. */
  readonly cancel?: AbortSignal;
  readonly onLine?: () => void;
}

/** Runs the packaged task in a pipeline of its own and prints the log as it comes. */
export async function runStep(step: PipelineStep, scene: Scene, run: StepRun = {}): Promise<StepResult> {
  const { laptop, printer, stop } = scene;
  const log = new FoldedLog((line) => printer.log(line), run.open ?? NONE);
  const job = startJob({
    folder: join(laptop.folder, step.name),
    nodes: { 20: process.execPath },
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
        run.onLine?.();
      }
    },
  });
  const signal = AbortSignal.any([stop, ...(run.cancel === undefined ? [] : [run.cancel])]);
  const result = await job.runStep(
    { ...step, taskFolder: TASK_FOLDER, inputs: withConnection(step.inputs) },
    { signal },
  );
  await job.finish();
  stop.throwIfAborted();
  return result;
}

/** The step in the words of azure-pipelines.yml. */
export function stepYaml({ name, displayName, inputs }: PipelineStep): string {
  const lines = Object.entries(withConnection(inputs)).map(([input, value]) =>
    // A block, where YAML would take the text for a map.
    /\n|: /.test(value) ? `    ${input}: |\n      ${value.replaceAll('\n', '\n      ')}` : `    ${input}: ${value}`,
  );
  const head = ['- task: DatabricksRunJob@1', `  name: ${name}`, `  displayName: ${displayName}`, '  inputs:'];
  return [...head, ...lines].join('\n');
}

function withConnection(inputs: PipelineStep['inputs']): PipelineStep['inputs'] {
  return { connection: CONNECTION, ...inputs };
}
