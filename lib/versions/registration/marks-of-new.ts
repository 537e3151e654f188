import { VERSION_TAGS } from '../../registry/version-tags';
import type { RunFacts } from '../../task/host';
import { marksOf, type Marks } from '../candidate/marks';
import type { ModelSource } from './model-source';

/** Tags that are true for a model under any version number. */
const INHERITED = [
  VERSION_TAGS.trainedByPullRequest,
  VERSION_TAGS.quick,
  VERSION_TAGS.rolledBack,
  VERSION_TAGS.pullRequest,
  VERSION_TAGS.commit,
  VERSION_TAGS.branch,
  VERSION_TAGS.environment,
  VERSION_TAGS.jobRunId,
] as const;

/**
 * The first tags of a new version. If its source has the commit that trained it, that commit counts, not the one of the
 * pipeline run that registers it.
 */
export function marksOfNew({ marks, digest }: ModelSource, facts: RunFacts): Marks {
  const inherited = INHERITED.flatMap((key): readonly [string, string][] => {
    const value = marks.get(key) ?? '';
    return value === '' ? [] : [[key, value]];
  });
  return { ...marksOf(facts, undefined), ...Object.fromEntries(inherited), [VERSION_TAGS.source]: digest };
}

/** The tags of a version for this pipeline run: in a pull request, every candidate counts as trained by it. */
export function tagsAsSeen(tags: ReadonlyMap<string, string>, facts: RunFacts): ReadonlyMap<string, string> {
  const { [VERSION_TAGS.trainedByPullRequest]: byPullRequest } = marksOf(facts, undefined);
  return byPullRequest === undefined ? tags : new Map([...tags, [VERSION_TAGS.trainedByPullRequest, byPullRequest]]);
}
