import type { Json, JsonObject } from '../../core/lossless-json';
import { objectOf, textOf, UnusableAnswer } from './fields';

export interface RunOutput {
  /** The value that a notebook passed to dbutils.notebook.exit. */
  readonly notebookResult: string | undefined;
  readonly notebookResultTruncated: boolean;
  /** Standard output of a Python file, jar or wheel. */
  readonly logs: string | undefined;
  readonly logsTruncated: boolean;
  readonly error: string | undefined;
  readonly errorTrace: string | undefined;
}

/**
 * A notebook that ends without dbutils.notebook.exit has an output without a result
 * (https://docs.databricks.com/api/azure/workspace/jobs/getrunoutput); an empty response is unusable.
 */
export function readRunOutput(json: JsonObject): RunOutput {
  if (Object.keys(json).length === 0) {
    throw new UnusableAnswer('it is empty');
  }
  const notebook = notebookOutputOf(json);
  return {
    notebookResult: resultOf(notebook),
    notebookResultTruncated: notebook['truncated'] === true,
    logs: textOf(json, 'logs'),
    logsTruncated: json['logs_truncated'] === true,
    error: textOf(json, 'error'),
    errorTrace: textOf(json, 'error_trace'),
  };
}

function notebookOutputOf(json: JsonObject): JsonObject {
  const output = objectOf(json, 'notebook_output');
  if (output === undefined && isThere(json['notebook_output'])) {
    throw new UnusableAnswer("its 'notebook_output' is not an object");
  }
  return output ?? {};
}

function resultOf(notebook: JsonObject): string | undefined {
  const result = textOf(notebook, 'result');
  if (result === undefined && isThere(notebook['result'])) {
    throw new UnusableAnswer("its 'notebook_output.result' is not text");
  }
  return result;
}

function isThere(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}
