import type { JsonObject } from '../../core/lossless-json';
import { objectOf, textOf } from './fields';

export interface RunOutput {
  /** What a notebook handed to dbutils.notebook.exit. */
  readonly notebookResult: string | undefined;
  readonly notebookResultTruncated: boolean;
  /** Standard output of a Python file, jar or wheel. */
  readonly logs: string | undefined;
  readonly logsTruncated: boolean;
  readonly error: string | undefined;
  readonly errorTrace: string | undefined;
}

export function readRunOutput(json: JsonObject): RunOutput {
  const notebook = objectOf(json, 'notebook_output') ?? {};
  return {
    notebookResult: textOf(notebook, 'result'),
    notebookResultTruncated: notebook['truncated'] === true,
    logs: textOf(json, 'logs'),
    logsTruncated: json['logs_truncated'] === true,
    error: textOf(json, 'error'),
    errorTrace: textOf(json, 'error_trace'),
  };
}
