import type { Project, RunVariables } from './run-variables';
import { first, pullRequestIn, text } from './variables';

/** Whether this is a stage of a classic release. */
export function isRelease(): boolean {
  return text('Release.ReleaseId') !== '';
}

/**
 * In a release, `Build.` is about the build that its primary artifact comes from: right for commit and branch, wrong for
 * pipeline, page and requester. https://learn.microsoft.com/azure/devops/pipelines/release/variables
 */
export function releaseVariables({ url }: Project): RunVariables {
  const alias = text('Release.PrimaryArtifactSourceAlias') || '{alias}';
  const ofArtifact = (name: string): string => `Release.Artifacts.${alias}.${name}`;
  const branch = first('Build.SourceBranch', ofArtifact('SourceBranch'), ofArtifact('SourceBranchName'));
  return {
    pipeline: text('Release.DefinitionName'),
    repository: {
      id: first('Build.Repository.ID', ofArtifact('Repository.ID')).value,
      name: first('Build.Repository.Name', ofArtifact('Repository.Name')),
      url: text('Build.Repository.Uri'),
      provider: first('Build.Repository.Provider', ofArtifact('Repository.Provider')).value,
    },
    // Plan, stage name and job identifier are new in each attempt of a stage.
    planId: `${url} release ${text('Release.ReleaseId')}`,
    stage: text('Release.EnvironmentName'),
    job: `${text('System.PhaseName')}.${text('System.JobName')}#${text('System.JobPositionInPhase')}`,
    attempt: first('Release.AttemptNumber', 'System.JobAttempt'),
    commit: first('Build.SourceVersion', ofArtifact('SourceVersion')),
    branch,
    pullRequest: pullRequestIn(branch),
    runUrl: text('Release.ReleaseWebURL') || undefined,
    startedFor: first('Release.Deployment.RequestedFor', 'Release.RequestedFor').value,
  };
}
