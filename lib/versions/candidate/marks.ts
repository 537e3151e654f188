import { VERSION_TAGS } from '../../registry/version-tags';
import type { RunFacts } from '../../task/host';

/** Our tags with their values. */
export type Marks = Readonly<Record<string, string>>;

/** Tags about the pipeline run that registered a version; omits unknown facts. */
export function marksOf(facts: RunFacts, jobRunId: string | undefined): Marks {
  const { pullRequest } = facts;
  const marks = {
    // Set first: if the rest fails, the version still cannot become champion.
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
