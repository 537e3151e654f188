import { basename } from 'node:path';
import { nameGuid } from '../../agent/variables/name-guid';
import { repositoryId } from '../../agent/variables/repository-id';
import type { RunFacts } from '../../azure-devops/run-facts';
import type { RunWorkspace } from '../run/step-runner';
import { earlierBuilds } from './build-file';

const ORGANIZATION = 'local';

/** Where a run comes from: its folders, and the variables that the service gives it. */
export interface RunOrigin {
  readonly workspace: RunWorkspace;
  /** By name in any case. */
  readonly valueOf: (name: string) => string | undefined;
}

export function runFacts({ workspace, valueOf }: RunOrigin, now: () => number): RunFacts {
  const self = workspace.repositories.get('self');
  const folder = self?.folder ?? workspace.folder;
  const project = valueOf('System.TeamProject') ?? basename(folder);
  const pipeline = valueOf('Build.DefinitionName') ?? project;
  return {
    organization: ORGANIZATION,
    organizationId: nameGuid(`organization/${ORGANIZATION}`),
    project,
    projectId: valueOf('System.TeamProjectId') ?? nameGuid(`project/${project}`),
    definition: { id: numberOf(`definition/${folder}/${pipeline}`), name: pipeline },
    repository: { id: repositoryId(folder), name: valueOf('Build.Repository.Name') ?? basename(folder) },
    commit: valueOf('Build.SourceVersion') ?? self?.commit ?? '',
    branch: valueOf('Build.SourceBranch') ?? self?.ref ?? '',
    buildId: valueOf('Build.BuildId') ?? '1',
    planId: valueOf('System.PlanId') ?? nameGuid(workspace.folder),
    artifacts: workspace.artifacts,
    connections: new Map(workspace.connections.map(({ id, name }) => [id.toLowerCase(), name])),
    earlier: () => earlierBuilds(workspace.folder),
    now,
  };
}

/** The same in every run, without a file that counts: seven digits of a hash make a positive number. */
function numberOf(name: string): number {
  return Number.parseInt(nameGuid(name).slice(0, 7), 16);
}
