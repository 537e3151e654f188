import { basename } from 'node:path';
import { nameGuid } from '../../agent/variables/name-guid';
import { RunRecord } from '../../azure-devops/run-record';
import { startAzureDevOps, type AzureDevOps } from '../../azure-devops/server';
import type { JobSetup } from '../run/step-runner';

const ORGANIZATION = 'local';

export interface RunService {
  readonly run: RunRecord;
  readonly server: AzureDevOps;
}

/** Azure DevOps for one run, with what is known of it when its first job begins. */
export async function startRunService({ workspace, variables }: JobSetup, now: () => number): Promise<RunService> {
  const valueOf = (name: string): string | undefined =>
    Object.entries(variables).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1].value;
  const self = workspace.repositories.get('self');
  const project = valueOf('System.TeamProject') ?? basename(self?.folder ?? workspace.folder);
  const run = new RunRecord({
    organization: ORGANIZATION,
    organizationId: nameGuid(`organization/${ORGANIZATION}`),
    project,
    projectId: valueOf('System.TeamProjectId') ?? nameGuid(`project/${project}`),
    pipeline: valueOf('Build.DefinitionName') ?? project,
    buildId: valueOf('Build.BuildId') ?? '1',
    planId: valueOf('System.PlanId') ?? nameGuid(workspace.folder),
    artifacts: workspace.artifacts,
    connections: new Map(workspace.connections.map(({ id, name }) => [id.toLowerCase(), name])),
    now,
  });
  run.buildNumber = valueOf('Build.BuildNumber') ?? '';
  run.openPullRequests = workspace.openPullRequests;
  return { run, server: await startAzureDevOps(run) };
}
