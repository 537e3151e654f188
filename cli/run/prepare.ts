import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nearest } from '../../lib/core/nearest';
import { gitFacts, uncommittedChanges } from '../../local/pipelines/checkout/git-facts';
import { LOCAL_VALUES } from '../../local/pipelines/checkout/local-values';
import { runValues, type RunValues } from '../../local/pipelines/checkout/run-values';
import { compile } from '../../local/pipelines/compile';
import { isNamed, type Plan } from '../../local/pipelines/plan/plan';
import { positionText, type Finding } from '../../local/pipelines/read/finding';
import type { RunRepository, RunWorkspace, StepRunner } from '../../local/pipelines/run/step-runner';
import { pipelineQuestion, type PipelineQuestion } from '../pipeline-request';
import { UsageError } from '../usage-error';
import type { Words } from '../verb';
import { runRefusals } from './run-refusals';

/** A run that is ready to start, or what is against it. */
export interface Prepared {
  readonly question: PipelineQuestion;
  readonly plan: Plan | undefined;
  readonly values: RunValues;
  readonly workspace: RunWorkspace;
  readonly findings: readonly Finding[];
  /** What a person should know from the start. */
  readonly notes: readonly string[];
  readonly isFork: boolean;
}

/** Reads and checks everything; nothing runs, and nothing is written. */
export function prepared(file: string, words: Words, steps: StepRunner): Prepared {
  const question = pipelineQuestion(file, words);
  const { request, tasks, known, findings: own, facts } = question;
  const { plan, findings } = compile(request, tasks, known);
  const isFork = words.options.has('fork');
  const values = withheld(runValues(join(facts.root, LOCAL_VALUES)), isFork);
  const workspace = workspaceOf(question, words, values);
  requireStages(words.settings.get('approve') ?? [], plan);
  const refused = plan === undefined ? [] : runRefusals({ plan, tasks, values, workspace, steps, isFork });
  return {
    question,
    plan,
    values,
    workspace,
    findings: [...own, ...findings.filter((finding) => !isRepeated(finding, refused)), ...eachOnce(refused)],
    notes: notesOf(question, words),
    isFork,
  };
}

/** A warning says less than the refusal at the same place. */
function isRepeated({ severity, at }: Finding, refused: readonly Finding[]): boolean {
  return severity === 'warning' && refused.some((other) => positionText(other.at) === positionText(at));
}

/** Ten steps with one missing connection are one thing to mend. */
function eachOnce(refused: readonly Finding[]): readonly Finding[] {
  return refused.filter(({ message }, index) => refused.findIndex((other) => other.message === message) === index);
}

export function isAgainst({ severity }: Finding): boolean {
  return severity === 'error' || severity === 'unsupported';
}

/** As Azure DevOps does for a pull request from a fork. */
function withheld(values: RunValues, isFork: boolean): RunValues {
  const open = (variables: RunValues['variables']): RunValues['variables'] =>
    variables.filter(({ isSecret }) => !isSecret);
  const groups = [...values.groups].map(([name, variables]) => [name, open(variables)] as const);
  return isFork ? { ...values, variables: open(values.variables), groups: new Map(groups), connections: [] } : values;
}

function workspaceOf({ facts, repositories }: PipelineQuestion, words: Words, values: RunValues): RunWorkspace {
  const withChanges = words.options.has('with-changes');
  const self: RunRepository = { folder: facts.root, commit: facts.commit, ref: facts.branch, withChanges };
  return {
    folder: '',
    repositories: new Map([
      ['self', self],
      ...[...repositories].map(([alias, folder]) => [alias, repositoryAt(folder, withChanges)] as const),
    ]),
    artifacts: '',
    connections: values.connections.map(({ name, type, url, scheme, parameters, data }) => ({
      id: name,
      name,
      type,
      url,
      authorization: { scheme, parameters },
      data,
    })),
    openPullRequests: values.openPullRequests,
    taskFolders: [...(words.settings.get('tasks') ?? []).map((folder) => resolve(folder)), ...ownTasks()],
    stubs: new Map((words.settings.get('stub') ?? []).map(stubOf)),
    // This machine has one Node; tasks of either handler run on it.
    nodes: { 20: process.execPath, 24: process.execPath },
  };
}

function repositoryAt(folder: string, withChanges: boolean): RunRepository {
  const { branch, commit } = gitFacts(folder);
  return { folder, commit, ref: branch, withChanges };
}

/** The extension that was built together with this command. */
function ownTasks(): readonly string[] {
  const folder = join(__dirname, '../extension/tasks');
  return existsSync(folder) ? [folder] : [];
}

function stubOf(pair: string): readonly [string, string] {
  const [, task, command] = /^([^=\s]+@\d+)=([^]+)$/.exec(pair) ?? [];
  if (task === undefined || command === undefined) {
    throw new UsageError(
      `'--stub ${pair}' does not name a task and a command.`,
      "Write --stub AzureCLI@2='echo deployed'.",
    );
  }
  return [task.toLowerCase(), command];
}

/** An approval for a stage that does not exist would approve nothing, and nobody would notice. */
function requireStages(approved: readonly string[], plan: Plan | undefined): void {
  const stages = plan?.stages.map(({ name }) => name) ?? [];
  const asking = (plan?.stages ?? []).filter(({ jobs }) => jobs.some(({ environment }) => environment !== undefined));
  const unknown = approved.find((name) => name !== 'all' && !stages.some((stage) => isNamed(stage, name)));
  if (plan !== undefined && unknown !== undefined) {
    throw new UsageError(
      `There is no stage '${unknown}' to approve; there are: ${stages.join(', ')}.`,
      `Write --approve ${
        nearest(
          unknown,
          asking.map(({ name }) => name),
          1,
        )[0] ??
        asking[0]?.name ??
        'all'
      }.`,
    );
  }
}

function notesOf({ facts }: PipelineQuestion, words: Words): readonly string[] {
  const changes = uncommittedChanges(facts.root);
  if (changes === 0) {
    return [];
  }
  const [count, are] = changes === 1 ? ['1 uncommitted change', 'is'] : [`${changes} uncommitted changes`, 'are'];
  return words.options.has('with-changes')
    ? [`this run includes ${count}, which no commit has`]
    : [`${count} ${are} not part of this run; --with-changes includes them`];
}
