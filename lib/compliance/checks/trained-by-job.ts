import { VERSION_TAGS } from '../../registry/version-tags';
import type { Check } from '../check';
import { failed, passed, unseen } from '../result';

/** A job trained it and not somebody's notebook; and no pull request, unless it checks itself. */
export const trainedByJob: Check = ({ version, run }) => {
  const { isOfPullRequest, isCheckedByPullRequest, tags } = version;
  if (isOfPullRequest && !isCheckedByPullRequest) {
    return failed('a pull request trained it');
  }
  const jobRun = tags.get(VERSION_TAGS.jobRunId);
  if (jobRun === undefined && 'unseen' in run) {
    return unseen(run.unseen);
  }
  const training = 'value' in run ? run.value : undefined;
  const job = training?.jobId;
  if (jobRun === undefined && job === undefined) {
    const source = training?.tags.get('mlflow.source.type');
    const user = training?.tags.get('mlflow.user');
    const details = [source, user].filter((each) => each !== undefined).join(', by ');
    return failed(`no job trained it${details === '' ? '' : ` (${details})`}`);
  }
  const by = jobRun === undefined ? `job ${job} trained it` : `job run ${jobRun} trained it`;
  return passed(isOfPullRequest ? `${by}, for a pull request: it can never become champion` : by);
};
