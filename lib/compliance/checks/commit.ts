import { VERSION_TAGS } from '../../registry/version-tags';
import type { Check } from '../check';
import { failed, listed, passed, unseen } from '../result';

/** The version comes from the commit that its candidate names, and that commit lies on an allowed branch. */
export const commit: Check = ({ version, run, commit: { candidate, branches } }, { allowedBranches }) => {
  const tagged = version.tags.get(VERSION_TAGS.commit);
  if (tagged === undefined) {
    return failed(
      `the tag '${VERSION_TAGS.commit}' is missing, so that nobody can tell which code trained the version`,
    );
  }
  const others = [
    { what: 'its candidate', other: candidate },
    { what: 'its MLflow run', other: 'value' in run ? run.value?.commit : undefined },
  ];
  const differing = others.find(({ other }) => other !== undefined && other !== tagged);
  if (differing !== undefined) {
    return failed(
      `the version is tagged with commit ${short(tagged)}, and ${differing.what} names ${short(differing.other)}`,
    );
  }
  const isOnBranch = 'value' in branches && branches.value.length > 0;
  // The merge of a pull request lies on no branch before it is completed, and its version can never become champion.
  if (!isOnBranch && version.isOfPullRequest && version.isCheckedByPullRequest) {
    return passed(`commit ${short(tagged)} is of a pull request, and not yet on ${listed(allowedBranches)}`);
  }
  if ('unseen' in branches) {
    return unseen(branches.unseen);
  }
  return branches.value.length === 0
    ? failed(`commit ${short(tagged)} is on none of the branches ${listed(allowedBranches)}`)
    : passed(`commit ${short(tagged)} is on ${listed(branches.value)}`);
};

function short(sha: string | undefined): string {
  return (sha ?? '').slice(0, 12);
}
