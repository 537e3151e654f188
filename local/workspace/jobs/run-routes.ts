import type { JobPermission } from '../access/permissions';
import type { Fields } from '../http/fields';
import { invalidParameter } from '../http/refusal';
import { json } from '../http/reply';
import type { ApiCall, Route } from '../http/route';
import type { JobsContext } from './jobs-context';
import type { FoundRun } from './run-list';
import { runOutputJson } from './run-output-json';
import { runJobNow, submitRun } from './run-starts';
import { listedRuns } from './runs/listed-runs';
import { repairOf } from './runs/repair';
import {
  attemptJson,
  repairHistoryJson,
  resolvedValuesJson,
  runJson,
  taskRunJson,
  type WorkspaceAddress,
} from './runs/run-json';
import { taskPage } from './runs/task-pages';
import { IGNORED_BY_RUN_NOW, IGNORED_BY_SUBMIT } from './settings/ignored-settings';
import { JOBS_VERSIONS, type JobsVersion } from './settings/jobs-version';

/** Jobs API 2.1 and 2.2: runs. */
export function runRoutes(context: JobsContext): readonly Route[] {
  return JOBS_VERSIONS.flatMap((version) => routesOf(context, version));
}

function routesOf(context: JobsContext, version: JobsVersion): readonly Route[] {
  const { jobs, runs, address, staleRuns } = context;
  const prefix = `/api/${version}/jobs`;
  return [
    {
      method: 'POST',
      path: `${prefix}/runs/submit`,
      ignored: IGNORED_BY_SUBMIT,
      answer: (call) => json({ run_id: submitRun(context, call).runId }),
    },
    {
      method: 'POST',
      path: `${prefix}/run-now`,
      ignored: IGNORED_BY_RUN_NOW,
      answer(call) {
        const { runId } = runJobNow(context, call);
        return json({ run_id: runId, number_in_job: runId });
      },
    },
    {
      method: 'GET',
      path: `${prefix}/runs/get`,
      // A task run has neither history nor pages.
      ignored: ['include_history', 'include_resolved_values', 'page_token'],
      answer(call) {
        const found = existing(context, call, 'CAN_VIEW');
        const reply = staleRuns.read(String(found.run.runId), () => runReply(found, call.fields, { address, version }));
        return json(visible(found.run.runId, reply));
      },
    },
    {
      method: 'GET',
      path: `${prefix}/runs/get-output`,
      answer: (call) => json(runOutputJson(existing(context, call, 'CAN_VIEW'), address)),
    },
    {
      method: 'GET',
      path: `${prefix}/runs/list`,
      answer: ({ fields }) => json(listedRuns(runs.all, fields, address)),
    },
    {
      method: 'POST',
      path: `${prefix}/runs/cancel`,
      answer(call) {
        const found = existing(context, call, 'CAN_MANAGE_RUN');
        staleRuns.beforeWrite(String(found.run.runId), () => runReply(found, call.fields, { address, version }));
        runs.cancel(found);
        return json({});
      },
    },
    {
      method: 'POST',
      path: `${prefix}/runs/repair`,
      ignored: IGNORED_BY_RUN_NOW,
      answer(call) {
        const { run } = existing(context, call, 'CAN_MANAGE_RUN');
        const repair = repairOf(run, call.fields, jobs.find(run.origin.jobId));
        staleRuns.beforeWrite(String(run.runId), () =>
          runReply({ run, attempt: undefined }, call.fields, { address, version }),
        );
        return json({ repair_id: runs.repair(run, repair) });
      },
    },
  ];
}

function runReply(
  { run, attempt }: FoundRun,
  fields: Fields,
  { address, version }: { address: WorkspaceAddress; version: JobsVersion },
) {
  if (attempt !== undefined) {
    return taskRunJson(run, attempt, address);
  }
  const isResolved = fields.flag('include_resolved_values');
  const attempts = run.attempts.map((each) => ({
    ...attemptJson(run, each, address),
    ...(isResolved && resolvedValuesJson(each)),
  }));
  const { tasks, next } = taskPage(attempts, fields, version);
  const history = fields.flag('include_history') ? repairHistoryJson(run) : {};
  return { ...runJson(run, address), ...history, tasks, ...next };
}

function existing(
  { runs, permissions }: JobsContext,
  { fields, caller }: ApiCall,
  permission: JobPermission,
): FoundRun {
  const runId = fields.id('run_id');
  const found = visible(runId, runs.find(runId));
  const { jobId, settings } = found.run.origin;
  permissions.requireOnJob(caller, permission, { name: settings.name, jobId });
  return found;
}

function visible<T>(runId: bigint, found: T | undefined): T {
  if (found === undefined) {
    // Not 404: the service returns 400 for a run that does not exist.
    throw invalidParameter(`Run ${runId} does not exist.`);
  }
  return found;
}
