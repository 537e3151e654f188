import type { RunFacts } from '../../task/host';
import type { Seen } from '../facts';
import { isShallow, runGit, type GitAnswer } from '../git';

export interface WantedBranches {
  /** Of the version. */
  readonly commit: string | undefined;
  /** As in "release/*". */
  readonly allowed: readonly string[];
  /** The checkout. */
  readonly folder: string;
}

const PREFIX = /^refs\/(?:heads|remotes\/[^/]+)\//;

/** The allowed branches on which a commit lies: the one that this run was started for, and those that the checkout knows. */
export async function allowedBranchesOf(
  { commit, allowed, folder }: WantedBranches,
  facts: Pick<RunFacts, 'commit' | 'branch'>,
): Promise<Seen<readonly string[]>> {
  if (commit === undefined || !/^[0-9a-f]{40,64}$/i.test(commit)) {
    return { unseen: `'${commit ?? ''}' is not the full name of a commit` };
  }
  const isAllowed = (ref: string): boolean =>
    PREFIX.test(ref) && allowed.some((pattern) => matches(ref.replace(PREFIX, ''), pattern));
  if (facts.commit === commit && isAllowed(facts.branch)) {
    return { value: [facts.branch.replace(PREFIX, '')] };
  }
  const git = (...args: readonly string[]): Promise<GitAnswer> => runGit(folder, args);
  const refs = await git('for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/remotes');
  if (refs.code !== 0) {
    return { unseen: `git cannot read the checkout in ${folder} (${refs.says}); check out the repository in this job` };
  }
  const wanted = refs.says.split('\n').filter(isAllowed);
  const found: string[] = [];
  for (const ref of wanted) {
    if ((await git('merge-base', '--is-ancestor', commit, ref)).code === 0) {
      found.push(ref.replace(PREFIX, ''));
    }
  }
  // What a shallow fetch left out may lie there or not.
  return found.length === 0 && (wanted.length === 0 || (await isShallow(folder)))
    ? {
        unseen: `the checkout does not reach far enough to tell where commit ${commit.slice(0, 12)} lies; set 'fetchDepth: 0' at its checkout step`,
      }
    : { value: [...new Set(found)] };
}

function matches(branch: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(branch);
}
