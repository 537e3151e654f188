import { join } from 'node:path';
import type { Values } from './values';

/** Whether the job belongs to a classic release; variable names are in lower case. */
export function isRelease(given: Values): boolean {
  return given['system.hosttype'] === 'release';
}

/** A release has no checkout: artifacts are in the folder of a build's sources. There is no `Pipeline.Workspace`. */
export function releaseFolderVariables(work: string): Values {
  const artifacts = join(work, 'r1', 'a');
  return {
    'Agent.ReleaseDirectory': artifacts,
    'System.ArtifactsDirectory': artifacts,
    'System.DefaultWorkingDirectory': artifacts,
  };
}

/**
 * The variables of a stage of a classic release: https://learn.microsoft.com/azure/devops/pipelines/release/variables.
 * Each attempt of a stage has its own plan, stage name and job identifier.
 */
export function releaseVariables(given: Values, shared: Values): Values {
  const of = (name: string, value: string): string => given[name.toLowerCase()] ?? value;
  const releaseId = of('Release.ReleaseId', '118');
  const attempt = of('Release.AttemptNumber', '1');
  const stage = `Stage_${(shared['System.TeamProjectId'] ?? '').replaceAll('-', '')}_29_${attempt}`;
  return {
    'System.DefinitionName': of('Release.DefinitionName', 'churn release'),
    'System.StageName': stage,
    'System.StageDisplayName': of('Release.EnvironmentName', 'Prod'),
    'System.PhaseName': 'Phase_1',
    'System.PhaseDisplayName': 'Agent job',
    'System.JobDisplayName': 'Agent job',
    'System.JobIdentifier': `${stage}.Phase_1.__default`,
    'System.JobPositionInPhase': '1',
    'System.TeamFoundationServerUri': 'https://vsrm.dev.azure.com/contoso/',
    'Release.AttemptNumber': attempt,
    'Release.DefinitionId': '12',
    'Release.DefinitionName': of('Release.DefinitionName', 'churn release'),
    'Release.Deployment.RequestedFor': 'Mateo Escobedo',
    'Release.DeploymentID': '254',
    'Release.EnvironmentId': '276',
    'Release.EnvironmentName': 'Prod',
    'Release.Reason': 'Manual',
    'Release.ReleaseId': releaseId,
    'Release.ReleaseName': `Release-${releaseId}`,
    'Release.ReleaseUri': `vstfs:///ReleaseManagement/Release/${releaseId}`,
    'Release.ReleaseWebURL': `${shared['System.CollectionUri']}${shared['System.TeamProjectId']}/_release?releaseId=${releaseId}&_a=release-summary`,
    'Release.RequestedFor': 'Jamal Hartnett',
    ...primaryArtifact(given),
  };
}

/** The values in `Release.Artifacts.{alias}` of the primary artifact are also in `Build.`. */
function primaryArtifact(given: Values): Values {
  const alias = given['release.primaryartifactsourcealias'];
  const prefix = `release.artifacts.${alias?.toLowerCase()}.`;
  const known = Object.entries(given).filter(([name]) => alias !== undefined && name.startsWith(prefix));
  return Object.fromEntries(known.map(([name, value]) => [`Build.${name.slice(prefix.length)}`, value]));
}
