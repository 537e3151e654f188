import { UserError } from '../../core/errors';
import { nearest } from '../../core/nearest';
import { ApiError } from '../../databricks/api/api-error';
import type { Job, Start } from '../../databricks/jobs';
import type { Workspace } from '../../databricks/workspace';
import type { TaskHost } from '../../task/host';
import { jobParameters, undefinedNames, type Parameters } from './parameters';

/** The start of an existing job, found by ID or exact name. */
export async function jobStart(
  job: { readonly jobId: string | undefined; readonly jobName: string | undefined },
  parameters: Parameters | undefined,
  { workspace, host }: { readonly workspace: Workspace; readonly host: TaskHost },
): Promise<Start> {
  const found = await readJob(job.jobId ?? (await idOfJobNamed(job.jobName ?? '', workspace)), workspace);
  for (const name of undefinedNames(parameters, found)) {
    host.log.warning(`Job ${found.id} defines no parameter '${name}'; it defines ${found.parameterNames.join(', ')}`);
  }
  return {
    path: '/api/2.2/jobs/run-now',
    body: { job_id: BigInt(found.id), ...jobParameters(parameters, found) },
    doing: `Starting job ${found.id} '${found.name}'`,
    permission: `'Can Manage Run' on job ${found.id} '${found.name}'`,
  };
}

async function readJob(jobId: string, workspace: Workspace): Promise<Job> {
  try {
    return await workspace.jobs.job(jobId);
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'absent') {
      throw new UserError('JOB_NOT_FOUND', {
        what: `There is no job ${jobId} in ${workspace.url}.`,
        fix: "Correct 'jobId', or set 'jobName'.",
        cause: error,
      });
    }
    throw error;
  }
}

async function idOfJobNamed(name: string, workspace: Workspace): Promise<string> {
  const [first, ...others] = await workspace.jobs.jobsNamed(name);
  if (first === undefined) {
    throw await jobMissing(name, workspace);
  }
  if (others.length > 0) {
    const listed = [first, ...others].map(({ id, creator }) => `${id} (by ${creator ?? 'unknown'})`);
    throw new UserError('JOB_NAME_AMBIGUOUS', {
      what: `${listed.length} jobs have the name '${name}': ${listed.join(', ')}.`,
      fix: "Set 'jobId' to the one you mean, or rename the others.",
    });
  }
  return first.id;
}

async function jobMissing(name: string, workspace: Workspace): Promise<UserError> {
  const close = nearest(name, await workspace.jobs.someNames());
  return new UserError('JOB_NOT_FOUND', {
    what: `No job that this identity can see in ${workspace.url} has the name '${name}'.`,
    fix:
      close.length > 0
        ? `Set 'jobName' to one of: ${close.join(', ')}.`
        : "Deploy the job first, or grant this identity 'Can View' on it.",
  });
}
