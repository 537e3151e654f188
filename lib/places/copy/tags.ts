import type { Chain } from '../../contracts/chain';
import { OUR_TAGS, VERSION_TAGS } from '../../registry/version-tags';
import { evidenceTags } from '../promote/plan';

type Tags = Readonly<Record<string, string>>;

/** Tags that are true under any model name; our other tags are about one version of one model. */
const TRAVELING = [
  // Set first: if the rest fails, the copy still cannot become champion.
  VERSION_TAGS.trainedByPullRequest,
  VERSION_TAGS.quick,
  VERSION_TAGS.rolledBack,
  VERSION_TAGS.commit,
  VERSION_TAGS.branch,
  VERSION_TAGS.pullRequest,
  VERSION_TAGS.pipelineRun,
  VERSION_TAGS.environment,
  VERSION_TAGS.jobRunId,
  VERSION_TAGS.compliance,
  VERSION_TAGS.comparison,
] as const;

/** Our tags on a new copy; `digest` identifies its source. */
export function marksOfCopy(tags: ReadonlyMap<string, string>, digest: string, chain: Chain | undefined): Tags {
  const inherited = TRAVELING.flatMap((key): readonly [string, string][] => {
    const value = tags.get(key) ?? '';
    return value === '' ? [] : [[key, value]];
  });
  return { ...Object.fromEntries(inherited), ...evidenceTags(chain), [VERSION_TAGS.source]: digest };
}

/** Tags of people on the version. */
export function tagsOfPeople(tags: ReadonlyMap<string, string>): Tags {
  return Object.fromEntries([...tags].filter(([key]) => !key.startsWith(OUR_TAGS)));
}
