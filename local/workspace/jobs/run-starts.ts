import type { ApiCall } from '../http/route';
import type { JobsContext } from './jobs-context';
import type { Run } from './runs/run';
import { runIdentity } from './settings/job';
import { requireIdentity, runAsOf } from './settings/run-as';
import { runNowSettings } from './settings/run-now-settings';
import { submitSettings } from './settings/run-settings';

/** The run of a submit call: a new one, or the one that its idempotency token started before. */
export function submitRun(context: JobsContext, { fields, caller }: ApiCall): Run {
  const { runs, ids, directory, missingClusters } = context;
  const settings = submitSettings(fields, missingClusters);
  const runAs = runAsOf(fields);
  requireIdentity(runAs, directory);
  const token = fields.optionalText('idempotency_token');
  const started = runs.startedWith(token);
  if (started !== undefined) {
    return started;
  }
  const who = { creator: caller, runAs: runAs ?? caller };
  const origin = { type: 'SUBMIT_RUN', jobId: ids.next(), ...who, settings, jobParameters: {} } as const;
  return notYetVisible(context, runs.submit(origin, token));
}

/** The same for a run-now call. */
export function runJobNow(context: JobsContext, { fields, caller }: ApiCall): Run {
  const { runs, jobs, permissions } = context;
  const job = jobs.get(fields.id('job_id'));
  permissions.requireOnJob(caller, 'CAN_MANAGE_RUN', { name: job.run.name, jobId: job.jobId });
  const now = runNowSettings(job, fields);
  const token = fields.optionalText('idempotency_token');
  const started = runs.startedWith(token);
  if (started !== undefined) {
    return started;
  }
  const who = { creator: caller, runAs: runIdentity(job) };
  const origin = { type: 'JOB_RUN', jobId: job.jobId, ...who, ...now } as const;
  return notYetVisible(context, runs.runJob(job, origin, token));
}

function notYetVisible({ staleRuns }: JobsContext, run: Run): Run {
  staleRuns.beforeWrite(String(run.runId), () => undefined);
  return run;
}
