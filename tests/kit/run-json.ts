import type { JsonObject } from '../../lib/core/lossless-json';
import { readRun, type RunState } from '../../lib/databricks/wire/run';
import { START } from './http/scripted-service';

export const GET = '/api/2.2/jobs/runs/get';
export const CANCEL = '/api/2.2/jobs/runs/cancel';
export const OUTPUT = '/api/2.2/jobs/runs/get-output';
export const RUN_URL = 'https://adb-1.7.azuredatabricks.net/jobs/1/runs/812';

/** How a run ended: type and code of the termination, and its message. */
export type End = readonly [type: string, code: string, message?: string];

export function ended([type, code, message]: End, resultState?: string): JsonObject {
  const details = { type, code, ...(message === undefined ? {} : { message }) };
  return {
    status: { state: 'TERMINATED', termination_details: details },
    ...(resultState === undefined ? {} : { state: { life_cycle_state: 'TERMINATED', result_state: resultState } }),
  };
}

export const RUNNING: JsonObject = { status: { state: 'RUNNING' } };
export const SUCCEEDED = ended(['SUCCESS', 'SUCCESS'], 'SUCCESS');
export const FAILED = ended(['CLIENT_ERROR', 'RUN_EXECUTION_ERROR', 'Workload failed.'], 'FAILED');

/** Run 812 as the service returns it. */
export function runJson(state: JsonObject, more: JsonObject = {}): JsonObject {
  return { run_id: 812, run_page_url: RUN_URL, start_time: START, ...state, ...more };
}

export function taskJson(key: string, state: JsonObject, more: JsonObject = {}): JsonObject {
  return { task_key: key, run_id: 9000, ...state, ...more };
}

export function stateOf(json: JsonObject): RunState {
  return readRun(json, '812').state;
}
