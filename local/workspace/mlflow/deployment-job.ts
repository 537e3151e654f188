import type { JobList } from '../jobs/job-list';

/** How a model stands to the deployment job with this id, which is empty when it has none. */
export type DeploymentJobState = (jobId: string) => string;

const PARAMETERS = ['model_name', 'model_version'];

/** The states that the service tells, worked out from the jobs of the workspace that is asked. */
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
