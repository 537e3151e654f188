import { pageTokenOf, positionAsked } from '../http/page-token';
import { invalidParameter } from '../http/refusal';
import { json, type Reply } from '../http/reply';
import type { ApiCall, Route } from '../http/route';
import { resetSettings, updatedSettings } from './job-changes';
import type { JobsContext } from './jobs-context';
import { taskPage } from './runs/task-pages';
import { IGNORED_BY_CHANGE, IGNORED_BY_CREATE } from './settings/ignored-settings';
import { jobJson, taskJsonsOf, type Job } from './settings/job';
import { JOBS_VERSIONS, type JobsVersion } from './settings/jobs-version';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** Jobs API 2.1 and 2.2: jobs. */
export function jobRoutes(context: JobsContext): readonly Route[] {
  return JOBS_VERSIONS.flatMap((version) => routesOf(context, version));
}

function routesOf({ jobs, permissions }: JobsContext, version: JobsVersion): readonly Route[] {
  const jobNames = ({ jobId, run }: Job) => ({ jobId, name: run.name });
  function changed({ fields, caller }: ApiCall, settingsOf: typeof resetSettings): Reply {
    const job = jobs.get(fields.id('job_id'));
    permissions.requireOnJob(caller, 'CAN_MANAGE', jobNames(job));
    jobs.change(job.jobId, (current) => settingsOf(current, fields));
    return json({});
  }

  return [
    {
      method: 'POST',
      path: `/api/${version}/jobs/create`,
      ignored: IGNORED_BY_CREATE,
      answer: ({ fields, caller }) => json({ job_id: jobs.create(fields.json, caller).jobId }),
    },
    {
      method: 'GET',
      path: `/api/${version}/jobs/get`,
      answer({ fields, caller }) {
        const job = jobs.read(fields.id('job_id'));
        permissions.requireOnJob(caller, 'CAN_VIEW', jobNames(job));
        const { tasks, next } = taskPage(taskJsonsOf(job), fields, version);
        return json({ ...jobJson(job, tasks), ...next });
      },
    },
    {
      method: 'GET',
      path: `/api/${version}/jobs/list`,
      answer: (call) => json(listed(jobs.readAll(), call)),
    },
    {
      method: 'POST',
      path: `/api/${version}/jobs/reset`,
      ignored: IGNORED_BY_CHANGE,
      answer: (call) => changed(call, resetSettings),
    },
    {
      method: 'POST',
      path: `/api/${version}/jobs/update`,
      ignored: IGNORED_BY_CHANGE,
      answer: (call) => changed(call, updatedSettings),
    },
    {
      method: 'POST',
      path: `/api/${version}/jobs/delete`,
      answer({ fields, caller }) {
        const job = jobs.get(fields.id('job_id'));
        permissions.requireOnJob(caller, 'CAN_MANAGE', jobNames(job));
        jobs.delete(job.jobId);
        return json({});
      },
    },
  ];
}

function listed(jobs: readonly Job[], { fields }: ApiCall) {
  const limit = fields.wholeNumber('limit') ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > MAX_LIMIT) {
    throw invalidParameter(`limit must be between 1 and ${MAX_LIMIT}, not ${limit}.`);
  }
  const name = fields.optionalText('name')?.toLowerCase();
  const after = positionAsked(fields);
  const found = jobs.filter(
    ({ jobId, run }) =>
      (name === undefined || run.name.toLowerCase() === name) && (after === undefined || jobId < after),
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const expand = fields.flag('expand_tasks');
  return {
    ...(page.length > 0 && { jobs: page.map((job) => jobJson(job, expand ? taskJsonsOf(job) : undefined)) }),
    has_more: found.length > limit,
    ...(found.length > limit && last !== undefined && { next_page_token: pageTokenOf(last.jobId) }),
  };
}
