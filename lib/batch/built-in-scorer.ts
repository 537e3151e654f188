import { UserError } from '../core/errors';
import { toJson, type JsonObject } from '../core/lossless-json';
import type { ModelFiles } from '../mlflow/model-files';
import type { RunStep } from '../runs/run-to-end';
import { environmentOfModel } from '../shipped-notebooks/environment-of-model';
import { runShippedNotebook } from '../shipped-notebooks/run-shipped-notebook';
import type { BatchRun } from './batch-run';
import type { ScoreInputs } from './score-inputs';

const SCORE_NOTEBOOK = 'score_table';
const SCORE_MODULES = ['scorer'] as const;

export const SCORE_FILES: readonly string[] = [SCORE_NOTEBOOK, ...SCORE_MODULES].map((name) => `batch/${name}.py`);

/** Whether the step brings the code that scores. */
export function isBuiltIn(inputs: ScoreInputs): boolean {
  const { notebookPath, pythonFile, jobId, jobName, runFile, runId } = inputs;
  return [notebookPath, pythonFile, jobId, jobName, runFile, runId].every((target) => target === undefined);
}

export interface BuiltIn {
  readonly parameters: Readonly<Record<string, string>>;
  readonly files: ModelFiles;
  /** Name of the column for predictions. */
  readonly prediction: string;
}

/** Scores the input table with a notebook that ships with the task. */
export async function runBuiltIn(
  { parameters, files, prediction }: BuiltIn,
  inputs: ScoreInputs,
  step: RunStep,
): Promise<BatchRun> {
  const { existingClusterId, newCluster } = inputs;
  // A cluster has no environment: there, 'libraries' brings what the model needs.
  const isCluster = existingClusterId !== undefined || newCluster !== undefined;
  const notebook = {
    name: SCORE_NOTEBOOK,
    modules: SCORE_MODULES,
    asOneFile: true,
    parameters: { output_table: '', output_path: '', ...parameters, prediction },
    environment: isCluster
      ? undefined
      : await environmentOfModel({ uri: parameters['model_uri'] ?? '', files }, step.host),
  };
  const { answer, runId, runUrl, startedAt } = await runShippedNotebook(notebook, inputs, step);
  requireScored(answer, inputs);
  return { runId, runUrl, startedAt, said: toJson(answer) };
}

function requireScored({ refused }: JsonObject, { inputTable = '' }: ScoreInputs): void {
  if (typeof refused === 'string') {
    throw new UserError('BATCH_NOT_PROVED', {
      what: `The rows of ${inputTable} cannot be scored: ${refused}`,
      fix: "Give the model the columns that it needs, e.g. in a view or table of its own, or score with a notebook of the project ('notebookPath').",
    });
  }
}
