import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { objectOf, type ObjectValue } from '../../local/pipelines/expressions/value';
import type { Plan } from '../../local/pipelines/plan/plan';
import { textAt, valueAt } from '../../local/pipelines/read/node';
import { readPipelineFile } from '../../local/pipelines/read/read-file';
import type { Counters, Kept, RunRequest } from '../../local/pipelines/run/run-tools';
import type { RunRepository } from '../../local/pipelines/run/step-runner';
import type { RunVariable } from '../../local/pipelines/run/variable-set';
import type { PipelineQuestion } from '../pipeline-request';
import type { Prepared } from './prepare';

export interface Attempt {
  readonly id: string;
  /** The same in every attempt, as on the service. */
  readonly buildId: string;
  readonly number: number;
  readonly startTime: Date;
  readonly kept: Kept;
  readonly counters: Counters;
}

/** What the engine gets for one attempt of a run. */
export function runRequest(preparation: Prepared, plan: Plan, attempt: Attempt): RunRequest {
  const { question, values, workspace, isFork } = preparation;
  const set = question.variables.map(([name, value]) => ({ name, value, isSecret: false }));
  const branch = question.request.variables?.find(([name]) => name === 'Build.SourceBranch')?.[1] ?? '';
  return {
    plan,
    tasks: question.tasks,
    id: attempt.id,
    attempt: attempt.number,
    startTime: attempt.startTime,
    predefined: predefined(question, attempt, isFork),
    given: [...values.variables, ...set],
    groups: values.groups,
    environments: values.environments,
    checkFacts: { branch, extends: extendedBy(question) },
    resources: resourcesOf(workspace.repositories),
    isFork,
    kept: attempt.kept,
  };
}

function predefined({ request }: PipelineQuestion, { buildId }: Attempt, isFork: boolean): readonly RunVariable[] {
  const user = userName();
  const own: readonly (readonly [string, string])[] = [
    ['Build.BuildId', buildId],
    ['Build.DefinitionName', basename(request.file.path).replace(/\.ya?ml$/, '')],
    ['Build.QueuedBy', user],
    ['Build.RequestedFor', user],
    ['System.PullRequest.IsFork', isFork ? 'True' : 'False'],
  ];
  return [...own, ...(request.variables ?? [])].map(([name, value]) => ({
    name,
    value,
    isSecret: false,
    readOnly: true,
  }));
}

export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

function extendedBy({ request }: PipelineQuestion): string | undefined {
  const source = request.sources.read(request.file);
  const reading = 'text' in source ? readPipelineFile(source.text, source.label) : undefined;
  return reading !== undefined && 'node' in reading ? textAt(valueAt(reading.node, 'extends'), 'template') : undefined;
}

function resourcesOf(repositories: ReadonlyMap<string, RunRepository>): ObjectValue {
  const values = [...repositories].map(
    ([alias, { folder, ref = '', commit = '' }]) =>
      [
        alias,
        objectOf([
          ['name', basename(folder)],
          ['ref', ref],
          ['version', commit],
        ]),
      ] as const,
  );
  return objectOf([['repositories', objectOf(values)]]);
}
