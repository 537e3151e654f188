import { join } from 'node:path';
import { isRelease, releaseFolderVariables, releaseVariables } from './release-variables';
import type { Values } from './values';

const ORGANIZATION = 'https://dev.azure.com/contoso/';
const PROJECT_ID = '6f1a3a52-5c0b-4b0b-9d4e-2f6b7f0c1d10';
const PLAN_ID = '0c9d7a34-6c5e-4f3e-8a53-7a0e4b8f2c61';
// The ID that the service derives from the default job name, `Job`.
const JOB_ID = '12f1170f-54f2-53f3-20dd-22fc7dff55f9';
const COMMIT = '8d7c2b1a0f9e4d3c5b6a798897a6b5c4d3e2f101';

/** The folders an agent makes under its work folder for one job. */
export function folderVariables(folder: string, given: Values): Values {
  const work = join(folder, 'work');
  return {
    'Agent.HomeDirectory': join(folder, 'agent'),
    'Agent.RootDirectory': work,
    'Agent.WorkFolder': work,
    'Agent.TempDirectory': join(work, '_temp'),
    'Agent.ToolsDirectory': join(work, '_tool'),
    ...(isRelease(given) ? releaseFolderVariables(work) : buildFolderVariables(work)),
  };
}

function buildFolderVariables(work: string): Values {
  const pipeline = join(work, '1');
  const sources = join(pipeline, 's');
  return {
    'Agent.BuildDirectory': pipeline,
    'Pipeline.Workspace': pipeline,
    'System.DefaultWorkingDirectory': sources,
    'System.ArtifactsDirectory': join(pipeline, 'a'),
    'Build.SourcesDirectory': sources,
    'Build.Repository.LocalPath': sources,
    'Build.ArtifactStagingDirectory': join(pipeline, 'a'),
    'Build.StagingDirectory': join(pipeline, 'a'),
    'Build.BinariesDirectory': join(pipeline, 'b'),
    'Common.TestResultsDirectory': join(pipeline, 'TestResults'),
  };
}

/** The variables of a job on Azure DevOps Services; `given` wins, and derived values follow it. */
export function systemVariables(given: Values): Values {
  const of = (name: string, value: string): string => given[name.toLowerCase()] ?? value;
  const collection = of('System.CollectionUri', ORGANIZATION);
  const projectId = of('System.TeamProjectId', PROJECT_ID);
  const planId = of('System.PlanId', PLAN_ID);
  const jobId = of('System.JobId', JOB_ID);
  const stage = of('System.StageName', '__default');
  const phase = of('System.PhaseName', 'Job');
  const shared = {
    'System.CollectionId': '4c6fbd37-51de-4f7b-a2de-1b2d2c3a4f55',
    'System.CollectionUri': collection,
    'System.TeamFoundationCollectionUri': collection,
    'System.TeamFoundationServerUri': collection,
    'System.TaskDefinitionsUri': collection,
    'System.TeamProject': 'churn',
    'System.TeamProjectId': projectId,
    'System.HostType': 'build',
    'System.ServerType': 'Hosted',
    'System.Culture': 'en-US',
    'System.DefinitionId': '12',
    'System.PlanId': planId,
    'System.TimelineId': planId,
    'System.JobId': jobId,
    'System.StageName': stage,
    'System.StageDisplayName': stage,
    'System.StageAttempt': '1',
    'System.PhaseName': phase,
    'System.PhaseDisplayName': phase,
    'System.PhaseAttempt': '1',
    'System.JobName': '__default',
    'System.JobDisplayName': phase,
    'System.JobIdentifier': [stage, phase, '__default'].filter((part) => part !== '__default').join('.'),
    'System.JobAttempt': '1',
    'System.JobParallelismTag': 'Private',
    'System.JobTimeout': '60',
    'System.PullRequest.IsFork': 'False',
    'System.OidcRequestUri': `${collection}${projectId}/_apis/distributedtask/hubs/build/plans/${planId}/jobs/${jobId}/oidctoken`,
    'Agent.Id': '9',
    'Agent.Name': 'Azure Pipelines 2',
    'Agent.MachineName': 'runnervm1',
    'Agent.OS': process.platform === 'darwin' ? 'Darwin' : 'Linux',
    'Agent.OSArchitecture': process.arch.toUpperCase(),
    'Agent.Version': '5.278.0',
    'Agent.IsSelfHosted': '0',
    'Agent.JobName': phase,
    'Agent.JobStatus': 'Succeeded',
    'Agent.RetainDefaultEncoding': 'false',
    'Agent.ReadOnlyVariables': 'true',
  };
  return { ...shared, ...(isRelease(given) ? releaseVariables(given, shared) : buildVariables(of, collection)) };
}

function buildVariables(of: (name: string, value: string) => string, collection: string): Values {
  const buildId = of('Build.BuildId', '214');
  const branch = of('Build.SourceBranch', 'refs/heads/main');
  return {
    'System.DefinitionName': of('Build.DefinitionName', 'churn'),
    'Build.BuildId': buildId,
    'Build.BuildNumber': '20261120.1',
    'Build.BuildUri': `vstfs:///Build/Build/${buildId}`,
    'Build.ContainerId': '4821',
    'Build.DefinitionName': 'churn',
    'Build.DefinitionVersion': '3',
    'Build.QueuedBy': 'Jamal Hartnett',
    'Build.Reason': 'IndividualCI',
    'Build.RequestedFor': 'Jamal Hartnett',
    'Build.RequestedForEmail': 'jamal@contoso.example',
    'Build.Repository.Clean': 'False',
    'Build.Repository.ID': 'b9a1f0de-2c1e-4d8a-a0c4-39d0f0b6a7e1',
    'Build.Repository.Name': 'churn',
    'Build.Repository.Provider': 'TfsGit',
    'Build.Repository.Uri': `${collection}churn/_git/churn`,
    'Build.SourceBranch': branch,
    'Build.SourceBranchName': branch.split('/').at(-1) ?? branch,
    'Build.SourceVersion': COMMIT,
    'Build.SourceVersionAuthor': 'Jamal Hartnett',
    'Build.SourceVersionMessage': 'Train with the new features',
  };
}
