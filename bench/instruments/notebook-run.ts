import { performance } from 'node:perf_hooks';
import { parseJson, scalarText, type JsonObject } from '../../lib/core/lossless-json';
import type { Workspace } from '../../local/workspace/workspace';

const PATH = '/Shared/benchmark/notebook';

export interface NotebookRun {
  /** From its submission to the end of the run. */
  readonly ms: number;
  /** The value that the notebook passed to `dbutils.notebook.exit`. */
  readonly result: string;
}

/** Runs a notebook once, given its source. A failed run is a bug in the benchmark. */
export async function runNotebook(workspace: Workspace, source: string): Promise<NotebookRun> {
  workspace.putNotebook(PATH, source);
  const tasks = [{ task_key: 'main', notebook_task: { notebook_path: PATH } }];
  const begun = performance.now();
  const { run_id: runId } = await call(workspace, 'POST /api/2.2/jobs/runs/submit', { tasks });
  const run = await workspace.runEnded(runId as bigint);
  const ms = performance.now() - begun;
  const output = await call(workspace, `GET /api/2.2/jobs/runs/get-output?run_id=${run.tasks[0]?.runId}`);
  if (run.ending !== 'success') {
    throw new Error(`A benchmark notebook ended as ${run.ending}: ${scalarText(output['error'])}`);
  }
  return { ms, result: scalarText((output['notebook_output'] as JsonObject)['result']) ?? '' };
}

async function call({ host, token }: Workspace, endpoint: string, body?: object): Promise<JsonObject> {
  const [method = '', path = ''] = endpoint.split(' ');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${host}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return parseJson(await response.text()) as JsonObject;
}
