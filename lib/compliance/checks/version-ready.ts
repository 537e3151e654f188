import { VERSION_TAGS } from '../../registry/version-tags';
import type { Check } from '../check';
import { failed, passed, unseen } from '../result';

/** The version can be used, and its training came to a good end. */
export const versionReady: Check = ({ version, run }) => {
  const { number, status, statusText, stage, tags } = version;
  if (status !== 'READY') {
    return failed(`version ${number} is not ready (${statusText === '' ? 'no status' : statusText})`);
  }
  // A candidate that was closed out may be compared again, and returns from there.
  if (stage === 'Archived' && !tags.has(VERSION_TAGS.closedOut)) {
    return failed(`version ${number} is archived`);
  }
  if ('unseen' in run) {
    return unseen(run.unseen);
  }
  const training = run.value;
  if (training === undefined) {
    return passed(`version ${number} is ready and names no MLflow run`);
  }
  if (training.isDeleted || training.status !== 'FINISHED') {
    return failed(`MLflow run ${training.id} is ${training.isDeleted ? 'deleted' : training.status}, not FINISHED`);
  }
  return passed(`version ${number} is ready, and MLflow run ${training.id} has finished`);
};
