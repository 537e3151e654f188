import type { JsonObject } from '../../../../lib/core/lossless-json';
import { FIELD_OF_WORK, parametersJson } from '../settings/work';
import { phaseJson } from './phase-json';
import type { Run } from './run';
import type { TaskRun } from './task-run';

/** Where a workspace answers, and its ID. */
export interface WorkspaceAddress {
  readonly host: string;
  readonly orgId: string;
}

/** A run as runs/list shows it; runs/get adds the tasks. */
export function runJson(run: Run, address: WorkspaceAddress): JsonObject {
  const { origin, createdAt, startedAt, endedAt } = run;
  return {
    ...identityJson(run),
    run_id: run.runId,
    number_in_job: run.runId,
    original_attempt_run_id: run.runId,
    run_page_url: pageUrl(run, run.runId, address),
    format: 'MULTI_TASK',
    ...phaseJson(run.phase, run.outcome),
    start_time: createdAt,
    // Only tasks have the parts of their duration.
    setup_duration: 0,
    execution_duration: 0,
    cleanup_duration: 0,
    ...(endedAt !== undefined && { run_duration: endedAt - createdAt }),
    queue_duration: (startedAt ?? endedAt ?? createdAt) - createdAt,
    end_time: endedAt ?? 0,
    ...(Object.keys(origin.jobParameters).length > 0 && {
      job_parameters: Object.entries(origin.jobParameters).map(([name, value]) => ({ name, value })),
    }),
  };
}

/** The passes of a run, which runs/get returns only on request. */
export function repairHistoryJson(run: Run): JsonObject {
  return {
    repair_history: run.passes.map((pass) => ({
      type: pass.repairId === undefined ? 'ORIGINAL' : 'REPAIR',
      ...(pass.repairId !== undefined && { id: pass.repairId }),
      start_time: pass.startedAt,
      end_time: pass.endedAt ?? 0,
      ...phaseJson(pass.outcome === undefined ? run.phase : 'TERMINATED', pass.outcome),
      task_run_ids: pass.attempts.map(({ runId }) => runId),
    })),
  };
}

/** The parameters of an attempt with references resolved. */
export function resolvedValuesJson({ work }: TaskRun): JsonObject {
  return { resolved_values: { [FIELD_OF_WORK[work.kind]]: parametersJson(work) } };
}

/** One attempt as an entry of `tasks`. */
export function attemptJson(run: Run, attempt: TaskRun, address: WorkspaceAddress): JsonObject {
  const startedAt = attempt.startedAt ?? attempt.endedAt;
  return {
    ...attempt.task.json,
    run_id: attempt.runId,
    attempt_number: attempt.attemptNumber,
    run_if: attempt.task.runIf,
    run_page_url: pageUrl(run, attempt.runId, address),
    ...phaseJson(attempt.phase, attempt.outcome),
    start_time: startedAt ?? 0,
    setup_duration: 0,
    execution_duration: startedAt === undefined || attempt.endedAt === undefined ? 0 : attempt.endedAt - startedAt,
    cleanup_duration: 0,
    end_time: attempt.endedAt ?? 0,
  };
}

/** An attempt of a task as a run, for its own run ID. */
export function taskRunJson(run: Run, attempt: TaskRun, address: WorkspaceAddress): JsonObject {
  return { ...identityJson(run), ...attemptJson(run, attempt, address), format: 'SINGLE_TASK' };
}

function identityJson({ origin }: Run): JsonObject {
  return {
    job_id: origin.jobId,
    run_name: origin.settings.name,
    run_type: origin.type,
    creator_user_name: origin.creator.userName,
    run_as_user_name: origin.runAs.userName,
    trigger: 'ONE_TIME',
  };
}

function pageUrl({ origin }: Run, runId: bigint, { host, orgId }: WorkspaceAddress): string {
  return `${host}/?o=${orgId}#job/${origin.jobId}/run/${runId}`;
}
