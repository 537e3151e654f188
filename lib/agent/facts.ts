import { randomUUID } from 'node:crypto';
import * as agent from 'azure-pipelines-task-lib/task';
import type { RunFacts } from '../task/host';

/** https://learn.microsoft.com/azure/devops/pipelines/build/variables */
export function runFacts(): RunFacts {
  const collection = text('System.CollectionUri');
  const project = text('System.TeamProject');
  const buildId = text('Build.BuildId');
  return {
    organization: collection,
    project,
    pipeline: text('Build.DefinitionName'),
    repository: {
      name: text('Build.Repository.Name'),
      url: text('Build.Repository.Uri'),
      provider: text('Build.Repository.Provider'),
    },
    // Without a plan, nothing ties two processes together: they must not share a token.
    planId: agent.getVariable('System.PlanId') ?? randomUUID(),
    stage: text('System.StageName'),
    job: [
      text('System.JobIdentifier') || `${text('System.PhaseName')}.${text('System.JobName')}`,
      text('System.JobPositionInPhase'),
    ].join('#'),
    step: text('System.TaskInstanceName') || text('System.TaskInstanceId'),
    attempt: Number(text('System.JobAttempt') || '1'),
    commit: text('Build.SourceVersion'),
    branch: text('Build.SourceBranch'),
    pullRequest: agent.getVariable('System.PullRequest.PullRequestId'),
    environment: agent.getVariable('Environment.Name'),
    runUrl:
      buildId === '' ? undefined : `${collection}${encodeURIComponent(project)}/_build/results?buildId=${buildId}`,
    startedFor: text('Build.RequestedFor'),
  };
}

function text(name: string): string {
  return agent.getVariable(name) ?? '';
}
