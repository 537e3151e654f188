import { VERSION_TAGS } from '../../registry/version-tags';
import type { RunFacts } from '../../task/host';

/** Our tags with their values. */
export type Marks = Readonly<Record<string, string>>;

/** What a version says about the pipeline run that registered it; what the run does not know is left out. */
export function marksOf(facts: RunFacts, jobRunId: string | undefined): Marks {
  const pullRequest = pullRequestOf(facts);
  const marks = {
    // The first: should the rest fail, the version still cannot become a champion.
    [VERSION_TAGS.trainedByPullRequest]: pullRequest === undefined ? undefined : 'true',
    [VERSION_TAGS.pullRequest]: pullRequest,
    [VERSION_TAGS.commit]: facts.commit,
    [VERSION_TAGS.branch]: facts.branch,
    [VERSION_TAGS.pipelineRun]: facts.runUrl,
    [VERSION_TAGS.environment]: facts.environment,
    [VERSION_TAGS.jobRunId]: jobRunId,
  };
  const known = Object.entries(marks).filter((mark): mark is [string, string] => (mark[1] ?? '') !== '');
  return Object.fromEntries(known);
}

/** A run that somebody starts by hand for the merge of a pull request is one of that pull request, too. */
function pullRequestOf({ pullRequest, branch }: RunFacts): string | undefined {
  return pullRequest ?? /^refs\/pull\/(\d+)\//.exec(branch)?.[1];
}
