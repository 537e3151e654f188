import type { GitRef } from '../../databricks/git-folders';
import type { RunFacts } from '../../task/host';
import type { Complaint } from '../../task/input';
import { readRef } from './git-ref';

/** The alternative if no branch or tag can be at the commit under test. */
export const USE_FILES = "set 'mode: files', which deploys exactly what this run has checked out";

interface Checkout {
  readonly ref?: GitRef;
  readonly commit: string;
  readonly complaints: readonly Complaint[];
}

/** What to check out, and its expected commit. */
export function checkoutOf(
  gitRef: string | undefined,
  { branch, commit, pullRequest }: Pick<RunFacts, 'branch' | 'commit' | 'pullRequest'>,
): Checkout {
  const reading = readRef(gitRef ?? branch);
  const complaints = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(commit) ? [] : [noCommit(commit)];
  if ('ref' in reading) {
    return { ref: reading.ref, commit: commit.toLowerCase(), complaints };
  }
  const subject = gitRef === undefined ? 'This run is' : "Input 'gitRef' is";
  const complaint =
    reading.refusal === 'pullRequest'
      ? {
          what: `${subject} on '${gitRef ?? branch}', the merge commit of pull request ${pullRequest ?? '(unknown)'}; no branch or tag contains it, so a Git folder cannot check it out.`,
          fix: `For pull requests, ${USE_FILES}.`,
        }
      : {
          what: `${subject} '${gitRef ?? branch}', which names neither a branch nor a tag in full.`,
          fix: "Set 'gitRef' to refs/heads/… or refs/tags/….",
        };
  return { commit, complaints: [...complaints, complaint] };
}

function noCommit(commit: string): Complaint {
  return {
    what: `This run has no Git commit to compare the Git folder with (Build.SourceVersion is '${commit}').`,
    fix: `Run it for a Git repository, or ${USE_FILES}.`,
  };
}
