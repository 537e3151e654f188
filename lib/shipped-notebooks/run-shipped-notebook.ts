import { UserError } from '../core/errors';
import { isJsonObject, parseJson, type Json, type JsonObject } from '../core/lossless-json';
import type { Run } from '../databricks/wire/run';
import { singleOutput } from '../runs/outcome/end-of-run';
import { runToAwait, successfulRun, type RunStep } from '../runs/run-to-end';
import type { ServerlessEnvironment } from '../runs/start/one-time-run';
import type { InputsOf } from '../task/definition';
import type { computeInputs, waitingInputs } from '../task/groups';
import { placeNotebook, type NotebookFiles } from './place-notebook';

/** The compute of the notebook, and how to wait for it. */
export type NotebookInputs = InputsOf<{ readonly inputs: typeof computeInputs & typeof waitingInputs }>;

export interface ShippedNotebook extends NotebookFiles {
  readonly parameters: Readonly<Record<string, string>>;
  /** What serverless compute installs for it; without, what it always has. */
  readonly environment?: ServerlessEnvironment | undefined;
  /** Application ID of the service principal that runs it; left out: the identity of the step. */
  readonly runAs?: string | undefined;
  /** Tells it apart from other notebooks that the same step runs. */
  readonly part?: string;
}

export interface NotebookAnswer {
  /** The notebook's exit value. */
  readonly answer: JsonObject;
  readonly runId: string;
  readonly runUrl: string;
  /** Of the notebook. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | undefined;
}

/**
 * Runs a notebook of the task, once per step: a re-run step attaches to its active run. Any result except success with
 * a JSON object is an error.
 */
export async function runShippedNotebook(
  notebook: ShippedNotebook,
  inputs: NotebookInputs,
  step: RunStep,
): Promise<NotebookAnswer> {
  const { parameters, environment: ownEnvironment, part, runAs } = notebook;
  const notebookPath = await placeNotebook(notebook, step);
  const runInputs = {
    ...inputs,
    ...NO_OTHER_TARGET,
    notebookPath,
    parameters,
    ownEnvironment,
    part,
    runAs,
    isPlaced: true,
  };
  const awaited = await runToAwait(runInputs, step);
  const { run, known } = await successfulRun(awaited, runInputs, step);
  const folder = notebookPath.slice(0, notebookPath.lastIndexOf('/'));
  const { id: runId, startTime: startedAt } = run;
  return { answer: await answerOf(run, step), runId, runUrl: known.runUrl, startedAt, folder };
}

const NO_OTHER_TARGET = {
  jobId: undefined,
  jobName: undefined,
  pythonFile: undefined,
  runFile: undefined,
  runId: undefined,
} as const;

async function answerOf(run: Run, step: RunStep): Promise<JsonObject> {
  const output = await singleOutput(run, step);
  const answer = output?.notebookResultTruncated === true ? undefined : jsonIn(output?.notebookResult ?? '');
  if (isJsonObject(answer)) {
    return answer;
  }
  throw new UserError('NOTEBOOK_SILENT', {
    what: `Run ${run.id} succeeded, but its notebook returned no readable result.`,
    fix: `Re-run this stage; if it happens again, check ${run.pageUrl ?? step.workspace.url} to see what ended the notebook early.`,
  });
}

function jsonIn(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
