import assert from 'node:assert/strict';
import type { JsonObject } from '../../../lib/core/lossless-json';
import type { RunSnapshot } from '../../../local/workspace/jobs/runs/run-snapshot';
import type { Workspace } from '../../../local/workspace/workspace';
import { call, idOf } from './stand-in';

/** A serverless notebook task. */
export function notebook(path: string, more: JsonObject = {}): JsonObject {
  const { base_parameters, ...task } = more;
  return { task_key: 'main', notebook_task: { notebook_path: path, base_parameters }, ...task };
}

/** A Python file task on some cluster. */
export function pythonFile(path: string, parameters: readonly string[] = []): JsonObject {
  return { task_key: 'main', existing_cluster_id: '1120-c1', spark_python_task: { python_file: path, parameters } };
}

export async function submit(workspace: Workspace, body: JsonObject): Promise<string> {
  const answer = await call(workspace, 'POST /api/2.2/jobs/runs/submit', body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body['message']));
  return idOf(answer.body);
}

export async function getRun(workspace: Workspace, runId: string): Promise<JsonObject> {
  const { body } = await call(workspace, 'GET /api/2.2/jobs/runs/get', { run_id: runId });
  return body;
}

/** Runs one task to its end. */
export async function runTask(workspace: Workspace, task: JsonObject): Promise<Ended> {
  const runId = await submit(workspace, { tasks: [task] });
  return endedRun(workspace, runId);
}

/** Runs Databricks source text as a notebook to its end. */
export async function runNotebook(workspace: Workspace, source: string, parameters: JsonObject = {}): Promise<Ended> {
  workspace.putNotebook('/Shared/project/notebook', source);
  return runTask(workspace, notebook('/Shared/project/notebook', { base_parameters: parameters }));
}

export interface Ended {
  readonly run: RunSnapshot;
  /** The reply of get-output for the last attempt. */
  readonly output: JsonObject;
}

export async function endedRun(workspace: Workspace, runId: string): Promise<Ended> {
  const run = await workspace.runEnded(runId);
  const attempt = run.tasks.at(-1);
  const { body } = await call(workspace, 'GET /api/2.2/jobs/runs/get-output', { run_id: attempt?.runId });
  return { run, output: body };
}

/** The endings of the tasks by key. */
export function endingsOf(run: RunSnapshot): Record<string, string | undefined> {
  return Object.fromEntries(run.tasks.map(({ taskKey, ending }) => [taskKey, ending]));
}
