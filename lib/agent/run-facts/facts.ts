import { randomUUID } from 'node:crypto';
import type { RunFacts, UnknownFact } from '../../task/host';
import { buildVariables } from './build-variables';
import { isRelease, releaseVariables } from './release-variables';
import type { Project } from './run-variables';
import { first, text, type FoundVariable } from './variables';

export interface ReadRun {
  readonly facts: RunFacts;
  readonly unknownFacts: readonly UnknownFact[];
}

/** https://learn.microsoft.com/azure/devops/pipelines/build/variables */
export function readRun(): ReadRun {
  // Classic releases document only the second one.
  const collection = first('System.CollectionUri', 'System.TeamFoundationCollectionUri');
  const project = first('System.TeamProject');
  const organization = collection.value === '' ? '' : `${collection.value.replace(/\/+$/, '')}/`;
  const url = `${organization}${encodeURIComponent(project.value)}`;
  const at: Project = { organization, project: project.value, url };
  const run = isRelease() ? releaseVariables(at) : buildVariables(at);
  const { repository, attempt, commit, branch } = run;
  return {
    facts: {
      ...run,
      organization,
      project: project.value,
      repository: { ...repository, name: repository.name.value },
      // Without a plan, two processes may be unrelated, so they must not share a token.
      planId: run.planId ?? (text('System.PlanId') || randomUUID()),
      step: text('System.TaskInstanceName') || text('System.TaskInstanceId'),
      attempt: isAttempt(attempt.value) ? Number(attempt.value) : 1,
      commit: commit.value,
      branch: branch.value,
      environment: text('Environment.Name') || undefined,
      startedFor: run.startedFor || undefined,
    },
    unknownFacts: [
      ...unlessFound('organization', collection),
      ...unlessFound('project', project),
      ...unlessFound('repository', repository.name),
      ...unlessFound('commit', commit),
      ...unlessFound('branch', branch),
      ...unlessAttempt(attempt),
    ],
  };
}

function unlessFound(fact: UnknownFact['fact'], { value, names }: FoundVariable): readonly UnknownFact[] {
  return value === '' ? [{ fact, why: names.join(' or ') }] : [];
}

function unlessAttempt({ value, names }: FoundVariable): readonly UnknownFact[] {
  return isAttempt(value) ? [] : [{ fact: 'attempt', why: `${names.join(' or ')} is '${value}', not a number from 1` }];
}

function isAttempt(value: string): boolean {
  return /^[1-9]\d{0,8}$/.test(value);
}
