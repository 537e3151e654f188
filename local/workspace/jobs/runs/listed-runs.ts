import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { Fields } from '../../http/fields';
import { pageTokenOf, positionAsked } from '../../http/page-token';
import { invalidParameter } from '../../http/refusal';
import type { Run } from './run';
import { attemptJson, runJson, type WorkspaceAddress } from './run-json';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 24;

/** The reply of runs/list, newest run first. */
export function listedRuns(runs: readonly Run[], fields: Fields, address: WorkspaceAddress): JsonObject {
  const limit = limitOf(fields);
  const found = runs.toReversed().filter(filterOf(fields));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const expand = fields.flag('expand_tasks');
  return {
    ...(page.length > 0 && { runs: page.map((run) => listedRun(run, expand ? 'with tasks' : 'alone', address)) }),
    has_more: found.length > limit,
    ...(found.length > limit && last !== undefined && { next_page_token: pageTokenOf(last.runId) }),
  };
}

function limitOf(fields: Fields): number {
  const limit = fields.wholeNumber('limit') ?? DEFAULT_LIMIT;
  if (limit < 0 || limit > MAX_LIMIT) {
    throw invalidParameter(`limit must be between 0 and ${MAX_LIMIT}, not ${limit}.`);
  }
  // 0 means the service's default.
  return limit === 0 ? MAX_LIMIT : limit;
}

function filterOf(fields: Fields): (run: Run) => boolean {
  const activeOnly = fields.flag('active_only');
  const completedOnly = fields.flag('completed_only');
  if (activeOnly && completedOnly) {
    throw invalidParameter('Only one of active_only and completed_only can be true.');
  }
  const jobId = fields.optionalId('job_id');
  const type = fields.optionalText('run_type');
  const from = fields.wholeNumber('start_time_from') ?? -Infinity;
  const to = fields.wholeNumber('start_time_to') ?? Infinity;
  const after = positionAsked(fields);
  return ({ runId, origin, outcome, createdAt }) =>
    (jobId === undefined || origin.jobId === jobId) &&
    (type === undefined || origin.type === type) &&
    (!activeOnly || outcome === undefined) &&
    (!completedOnly || outcome !== undefined) &&
    createdAt >= from &&
    createdAt <= to &&
    (after === undefined || runId < after);
}

function listedRun(run: Run, what: 'with tasks' | 'alone', address: WorkspaceAddress): JsonObject {
  const tasks = run.attempts.map((attempt) => attemptJson(run, attempt, address));
  return { ...runJson(run, address), ...(what === 'with tasks' && { tasks }) };
}
