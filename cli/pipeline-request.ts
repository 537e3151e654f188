import { existsSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { repositoryId } from '../local/agent/variables/repository-id';
import { diskSources } from '../local/pipelines/checkout/disk-sources';
import { gitFacts, isIgnored, predefinedVariables, type GitFacts } from '../local/pipelines/checkout/git-facts';
import { LOCAL_VALUES, localValues, type LocalValues } from '../local/pipelines/checkout/local-values';
import { taskFiles } from '../local/pipelines/checkout/task-files';
import type { ExpandRequest } from '../local/pipelines/expand/expand';
import type { Given } from '../local/pipelines/expand/parameters/bind';
import type { KnownNames } from '../local/pipelines/plan/known-names';
import { type Finding } from '../local/pipelines/read/finding';
import { textNode } from '../local/pipelines/read/node';
import { readPipelineFile } from '../local/pipelines/read/read-file';
import { taskCatalog, type TaskCatalog, type TaskJson } from '../local/pipelines/schema/task-catalog';
import { UsageError } from './usage-error';
import type { Words } from './verb';

/** The build replaces this with the task.json files of this release. */
declare const OWN_TASKS: readonly TaskJson[];

/** Settings of every verb that reads pipelines. */
export const PIPELINE_SETTINGS = {
  parameters: "Give a parameter its value, as text or in YAML: --parameters 'regions=[west, north]'.",
  variables: 'Set a variable for the run: --variables name=value.',
  branch: 'Branch of the run. Default: the one checked out.',
  reason: 'Build.Reason, e.g. PullRequest. Default: Manual.',
  'pull-request': 'Run as the pull request of that number.',
  repository: 'Folder of another repository: --repository alias=folder.',
  tasks: 'Folder with built tasks, to check inputs and to run; or a .vsix to run.',
};

export interface PipelineQuestion {
  readonly request: ExpandRequest;
  readonly tasks: TaskCatalog;
  readonly local: LocalValues;
  /** Names that mlops.local.yml gives. */
  readonly known: KnownNames;
  /** What is wrong with mlops.local.yml. */
  readonly findings: readonly Finding[];
  readonly facts: GitFacts;
  /** Folders of other repositories, by alias. */
  readonly repositories: ReadonlyMap<string, string>;
  /** Variables that somebody sets for the run. */
  readonly variables: readonly (readonly [name: string, value: string])[];
}

/** The request for one pipeline file, from the command line and mlops.local.yml. */
export function pipelineQuestion(file: string, words: Words): PipelineQuestion {
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new UsageError(`There is no file '${file}'.`, 'Name a pipeline file such as azure-pipelines.yml.');
  }
  const facts = gitFacts(dirname(resolve(file)));
  const local = localValues(facts.root);
  const others = new Map([
    ...local.repositories,
    ...pairs(words, 'repository').map(([alias, folder]) => [alias, resolve(folder)] as const),
  ]);
  const pullRequest = pullRequestOf(words);
  const set = [...pullRequest.variables, ...pairs(words, 'variables')];
  // Template expressions do not see variables that are set when a run starts, only those of the service.
  const predefined = set.filter(([name]) => /^(?:build|system|pipeline)\./i.test(name));
  const asked = {
    branch: last(words, 'branch') ?? pullRequest.branch,
    reason: last(words, 'reason') ?? pullRequest.reason,
  };
  const request: ExpandRequest = {
    file: { repository: 'self', path: relative(facts.root, resolve(file)).split(sep).join('/') },
    sources: diskSources({ self: facts.root, others, workingFolder: process.cwd() }),
    parameters: [...givenParameters(words), ...local.parameters],
    variables: [['Build.Repository.ID', repositoryId(facts.root)], ...predefinedVariables(facts, asked), ...predefined],
  };
  const tasks = [...OWN_TASKS, ...(words.settings.get('tasks') ?? []).flatMap(tasksBelow)];
  const { environments, connections, groups } = local;
  const known = { source: LOCAL_VALUES, environments, connections, groups: groups && [...groups.keys()] };
  const own = { request, local, known, facts, repositories: others, variables: set };
  return { ...own, tasks: taskCatalog(tasks), findings: localFindings(local, facts) };
}

interface PullRequest {
  readonly branch?: string;
  readonly reason?: string;
  readonly variables: readonly (readonly [name: string, value: string])[];
}

/** What the service says of a run that validates a pull request. */
function pullRequestOf(words: Words): PullRequest {
  const number = last(words, 'pull-request');
  if (number === undefined) {
    return { variables: [] };
  }
  if (!/^[1-9]\d*$/.test(number)) {
    throw new UsageError(`--pull-request is '${number}', not a number.`, 'Write --pull-request 12.');
  }
  const variables = [['System.PullRequest.PullRequestId', number] as const];
  return { branch: `refs/pull/${number}/merge`, reason: 'PullRequest', variables };
}

function givenParameters(words: Words): readonly Given[] {
  return pairs(words, 'parameters').map(([name, text]) => {
    const label = `--parameters ${name}`;
    const reading = readPipelineFile(text, label);
    if ('problems' in reading) {
      const at = { file: label, line: 1, column: 1 };
      return { name, node: textNode(text, at), at, literal: text, problem: reading.problems[0]?.message ?? '' };
    }
    return { name, node: reading.node, at: reading.node.at, literal: text };
  });
}

function pairs({ settings }: Words, setting: string): readonly (readonly [name: string, value: string])[] {
  return (settings.get(setting) ?? []).map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) {
      throw new UsageError(`'--${setting} ${pair}' is not a name and a value.`, `Write --${setting} name=value.`);
    }
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}

function last({ settings }: Words, setting: string): string | undefined {
  return settings.get(setting)?.at(-1);
}

function tasksBelow(folder: string): readonly TaskJson[] {
  // A package is opened by the run that uses it; what its tasks take is not known before.
  if (folder.endsWith('.vsix') && existsSync(folder)) {
    return [];
  }
  const found = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? taskFiles(folder) : [];
  if (found.length === 0) {
    throw new UsageError(
      `There is no task.json below '${folder}'.`,
      'Name the folder of a built extension, or node_modules.',
    );
  }
  return found;
}

function localFindings({ problems, secrets, groups }: LocalValues, { root }: GitFacts): readonly Finding[] {
  const broken = problems.map(({ at, message }) => ({ severity: 'error' as const, rule: 'local-values', at, message }));
  const isOpen = secrets.length + (groups?.size ?? 0) > 0 && isIgnored(root, LOCAL_VALUES) === false;
  const message = `${LOCAL_VALUES} holds secrets, and Git does not ignore it; add it to .gitignore`;
  const at = { file: LOCAL_VALUES, line: 1, column: 1 };
  return isOpen ? [...broken, { severity: 'warning', rule: 'local-values', at, message }] : broken;
}
