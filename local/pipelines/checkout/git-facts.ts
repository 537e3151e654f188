import { execFileSync } from 'node:child_process';
import { basename, resolve } from 'node:path';

export interface GitFacts {
  /** The root of the work tree; the folder itself where there is none. */
  readonly root: string;
  readonly branch: string | undefined;
  readonly commit: string | undefined;
}

/** What Git says of the checkout around a folder. Without Git, or without a commit, it says less. */
export function gitFacts(folder: string): GitFacts {
  const said = git(folder, 'rev-parse', '--show-toplevel', 'HEAD', '--symbolic-full-name', 'HEAD');
  if (said === undefined) {
    return {
      root: git(folder, 'rev-parse', '--show-toplevel') ?? resolve(folder),
      commit: undefined,
      branch: undefined,
    };
  }
  // With a detached HEAD the name stays HEAD.
  const [root = '', commit, name] = said.split('\n');
  return { root, commit, branch: name === 'HEAD' ? undefined : name };
}

/** Whether Git leaves the file out; undefined outside of a work tree. */
export function isIgnored(folder: string, file: string): boolean | undefined {
  if (git(folder, 'rev-parse', '--show-toplevel') === undefined) {
    return undefined;
  }
  return git(folder, 'check-ignore', file) !== undefined;
}

/** How many files differ from the commit, or are new and not ignored. */
export function uncommittedChanges(folder: string): number {
  const said = git(folder, 'status', '--porcelain');
  return said === undefined || said === '' ? 0 : said.split('\n').length;
}

function git(folder: string, ...words: readonly string[]): string | undefined {
  try {
    const output = execFileSync('git', ['-C', folder, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.trim();
  } catch {
    return undefined;
  }
}

export interface RunQuestions {
  readonly branch?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * Predefined variables that template expressions see, as far as a checkout knows them:
 * https://learn.microsoft.com/azure/devops/pipelines/build/variables
 */
export function predefinedVariables(facts: GitFacts, asked: RunQuestions): readonly (readonly [string, string])[] {
  const branch = asked.branch === undefined ? facts.branch : fullName(asked.branch);
  const commit = branch === facts.branch ? facts.commit : commitOf(branch, facts.root);
  const known: readonly (readonly [string, string | undefined])[] = [
    ['Build.Reason', asked.reason ?? 'Manual'],
    ['Build.Repository.Name', basename(facts.root)],
    ['Build.SourceBranch', branch],
    ['Build.SourceBranchName', branch?.slice(branch.lastIndexOf('/') + 1)],
    ['Build.SourceVersion', commit],
  ];
  return known.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** Of a branch that is not checked out, as far as it has been fetched. */
function commitOf(branch: string | undefined, root: string): string | undefined {
  const fetched = branch?.replace(/^refs\/heads\//, 'refs/remotes/origin/');
  const places = branch === undefined ? [] : [branch, fetched ?? branch];
  return places
    .map((place) => git(root, 'rev-parse', '--verify', '--quiet', place))
    .find((found) => found !== undefined);
}

function fullName(branch: string): string {
  return branch.startsWith('refs/') ? branch : `refs/heads/${branch}`;
}
