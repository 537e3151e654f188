import { randomUUID } from 'node:crypto';
import type { RunFacts, UnknownFact } from '../task/host';
import { buildVariables } from './build-variables';
import { isRelease, releaseVariables } from './release-variables';
import { first, text, type Told } from './variables';

/** What the pipeline's own kind of run tells, each fact by the variables that may hold it. */
export interface RunVariables {
  readonly pipeline: string;
  readonly repository: { readonly name: Told; readonly url: string; readonly provider: string };
  /** Undefined where the plan of the job is that of the run. */
  readonly planId: string | undefined;
  readonly stage: string;
  readonly job: string;
  readonly attempt: Told;
  readonly commit: Told;
  readonly branch: Told;
  readonly pullRequest: string | undefined;
  readonly runUrl: string | undefined;
  readonly startedFor: string;
}

/** The project as addresses begin with it, and its parts. */
export interface Project {
  readonly organization: string;
  readonly project: string;
  readonly url: string;
}

export interface ReadRun {
  readonly facts: RunFacts;
  readonly unknownFacts: readonly UnknownFact[];
}

/** https://learn.microsoft.com/azure/devops/pipelines/build/variables */
export function readRun(): ReadRun {
  // Only the second one is documented for classic releases.
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
      // Without a plan, nothing ties two processes together: they must not share a token.
      planId: run.planId ?? (text('System.PlanId') || randomUUID()),
      step: text('System.TaskInstanceName') || text('System.TaskInstanceId'),
      attempt: isAttempt(attempt.value) ? Number(attempt.value) : 1,
      commit: commit.value,
      branch: branch.value,
      environment: text('Environment.Name') || undefined,
      startedFor: run.startedFor || undefined,
    },
    unknownFacts: [
      ...unlessTold('organization', collection),
      ...unlessTold('project', project),
      ...unlessTold('repository', repository.name),
      ...unlessTold('commit', commit),
      ...unlessTold('branch', branch),
      ...unlessAttempt(attempt),
    ],
  };
}

function unlessTold(fact: UnknownFact['fact'], { value, names }: Told): readonly UnknownFact[] {
  return value === '' ? [{ fact, why: names.join(' or ') }] : [];
}

function unlessAttempt({ value, names }: Told): readonly UnknownFact[] {
  return isAttempt(value) ? [] : [{ fact: 'attempt', why: `${names.join(' or ')} is '${value}', not a number from 1` }];
}

function isAttempt(value: string): boolean {
  return /^[1-9]\d{0,8}$/.test(value);
}
