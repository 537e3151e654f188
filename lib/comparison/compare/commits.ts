import { runGit } from '../../compliance/git';
import type { Changes } from '../../contracts/comparison-changes';
import { VERSION_TAGS } from '../../registry/version-tags';
import type { TaskHost } from '../../task/host';
import type { ComparedVersion } from './compared-version';

const MOST_SUBJECTS = 10;

/** The commits from which the versions come, and what the checkout has between them. */
export async function commitsBetween(
  before: ComparedVersion,
  after: ComparedVersion,
  { sourcesFolder }: Pick<TaskHost, 'sourcesFolder'>,
): Promise<NonNullable<Changes['commits']>> {
  const [from, to] = [await commitOf(before), await commitOf(after)];
  const known = { ...(from === undefined ? {} : { before: from }), ...(to === undefined ? {} : { after: to }) };
  if (!isCommit(from) || !isCommit(to) || from === to) {
    return { ...known, subjects: [] };
  }
  const log = await runGit(sourcesFolder, ['log', '--format=%s', `${from}..${to}`, '--']);
  const subjects = log.says.split('\n').filter((line) => line !== '');
  return log.code === 0
    ? { ...known, count: subjects.length, subjects: subjects.slice(0, MOST_SUBJECTS) }
    : { ...known, subjects: [] };
}

async function commitOf({ tags }: ComparedVersion): Promise<string | undefined> {
  const commit = (await tags()).get(VERSION_TAGS.commit);
  return commit === '' ? undefined : commit;
}

/** Git takes options in place of a commit, so nothing else goes there. */
function isCommit(commit: string | undefined): commit is string {
  return commit !== undefined && /^[0-9a-f]{40,64}$/.test(commit);
}
