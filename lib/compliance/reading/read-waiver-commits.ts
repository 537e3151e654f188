import { basename, dirname, join } from 'node:path';
import type { WrittenLines } from '../../task/host';
import type { Seen, WaiverCommit } from '../facts';
import { isShallow, runGit } from '../git';
import type { Waiver } from '../waivers';

/** Who wrote each waiver, by the history of the checkout. */
export async function readWaiverCommits(
  waivers: readonly Waiver[],
  lines: readonly WrittenLines[],
  sourcesFolder: string,
): Promise<ReadonlyMap<Waiver, Seen<WaiverCommit>>> {
  const commits = new Map<Waiver, Seen<WaiverCommit>>();
  for (const [index, waiver] of waivers.entries()) {
    const written = lines[index];
    if (written !== undefined) {
      commits.set(waiver, await commitOf(written, sourcesFolder));
    }
  }
  return commits;
}

/** The newest commit that touched one of the lines: it wrote the waiver as it stands now. */
async function commitOf({ file, first, last }: WrittenLines, sourcesFolder: string): Promise<Seen<WaiverCommit>> {
  // A baseline may lie in a repository of its own.
  const folder = join(sourcesFolder, dirname(file));
  const blame = await runGit(folder, ['blame', '--porcelain', '-L', `${first},${last}`, '--', basename(file)]);
  if (blame.code !== 0) {
    return { unseen: `git cannot read the history of ${file} (${blame.says})` };
  }
  const [newest] = commitsIn(blame.says).toSorted((one, other) => other.seconds - one.seconds);
  if (newest === undefined || /^0+$/.test(newest.commit)) {
    return { unseen: `the line in ${file} is not committed` };
  }
  // Of a shallow fetch the oldest commit seems to have written everything.
  if (newest.isOldest && (await isShallow(folder))) {
    return { unseen: "the checkout does not reach far enough; set 'fetchDepth: 0' at its checkout step" };
  }
  const { commit, author, seconds } = newest;
  return { value: { commit, author, day: new Date(seconds * 1000).toISOString().slice(0, 10) } };
}

interface BlamedCommit {
  readonly commit: string;
  readonly author: string;
  readonly seconds: number;
  readonly isOldest: boolean;
}

/** https://git-scm.com/docs/git-blame#_the_porcelain_format. Each commit is described once, before its first line. */
function commitsIn(porcelain: string): readonly BlamedCommit[] {
  return porcelain
    .split(/^(?=[0-9a-f]{40,64} \d+ \d+)/m)
    .filter((part) => /^committer-time /m.test(part))
    .map((part) => ({
      commit: part.split(' ')[0] ?? '',
      author: /^author (.*)$/m.exec(part)?.[1] ?? '',
      seconds: Number(/^committer-time (\d+)$/m.exec(part)?.[1]),
      isOldest: /^boundary$/m.test(part),
    }));
}
