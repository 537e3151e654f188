import type { Project, RunVariables } from './run-variables';
import { first, pullRequestIn, text } from './variables';

/** https://learn.microsoft.com/azure/devops/pipelines/build/variables */
export function buildVariables({ url }: Project): RunVariables {
  const buildId = text('Build.BuildId');
  const branch = first('Build.SourceBranch');
  const attempt = first('System.JobAttempt');
  return {
    pipeline: text('Build.DefinitionName'),
    repository: {
      id: text('Build.Repository.ID'),
      name: first('Build.Repository.Name'),
      url: text('Build.Repository.Uri'),
      provider: text('Build.Repository.Provider'),
    },
    planId: undefined,
    stage: text('System.StageName'),
    job: [
      text('System.JobIdentifier') || `${text('System.PhaseName')}.${text('System.JobName')}`,
      text('System.JobPositionInPhase'),
    ].join('#'),
    // Servers without attempt numbers only have the first attempt.
    attempt: attempt.value === '' ? { ...attempt, value: '1' } : attempt,
    commit: first('Build.SourceVersion'),
    branch,
    // GitHub has another ID than the number that people know; a manual run of the merge branch has no ID at all.
    pullRequest: pullRequestIn(branch) ?? (text('System.PullRequest.PullRequestId') || undefined),
    runUrl: buildId === '' ? undefined : `${url}/_build/results?buildId=${buildId}`,
    startedFor: text('Build.RequestedFor'),
  };
}
