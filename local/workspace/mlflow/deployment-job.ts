import type { JobList } from '../jobs/job-list';

/** The state of a model's deployment job; the ID is empty if it has none. */
export type DeploymentJobState = (jobId: string) => string;

const PARAMETERS = ['model_name', 'model_version'];

/** The service's states, derived from the jobs of the workspace that gets the request. */
export function deploymentJobState(jobs: JobList): DeploymentJobState {
  return (jobId) => {
    if (jobId === '') {
      return 'NOT_SET_UP';
    }
    const job = /^\d{1,19}$/.test(jobId) ? jobs.find(BigInt(jobId)) : undefined;
    if (job === undefined) {
      return 'NOT_FOUND';
    }
    const names = new Set(job.parameters.map(({ name }) => name));
    return PARAMETERS.every((name) => names.has(name)) ? 'CONNECTED' : 'REQUIRED_PARAMETERS_CHANGED';
  };
}
