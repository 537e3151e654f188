import type { JsonObject } from '../../../lib/core/lossless-json';
import { invalidParameter } from '../http/refusal';
import type { FoundRun } from './run-list';
import { taskRunJson, type WorkspaceAddress } from './runs/run-json';
import type { TaskRun } from './runs/task-run';

/** The output of a task as get-output returns it. */
export function runOutputJson({ run, attempt }: FoundRun, address: WorkspaceAddress): JsonObject {
  if (attempt === undefined) {
    throw invalidParameter(
      'Retrieving the output of runs with multiple tasks is not supported. ' +
        'Please retrieve the output of each individual task run instead.',
    );
  }
  const { result } = attempt;
  return {
    metadata: taskRunJson(run, attempt, address),
    ...(result !== undefined &&
      result.error !== null && { error: result.error, error_trace: result.error_trace ?? '' }),
    ...(attempt.work.kind === 'notebook' ? notebookOutput(attempt) : fileOutput(attempt)),
  };
}

function notebookOutput({ result }: TaskRun): JsonObject {
  if (result === undefined || result.exit_value === null) {
    return { notebook_output: {} };
  }
  return { notebook_output: { result: result.exit_value, truncated: result.truncated } };
}

function fileOutput({ logs }: TaskRun): JsonObject {
  return logs === undefined ? {} : { logs: logs.text, logs_truncated: logs.truncated };
}
