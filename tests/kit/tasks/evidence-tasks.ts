import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StepResult } from '../../../local/agent/job';
import type { Workspace } from '../../../local/workspace/workspace';
import { inPipeline, STAGING, type PipelineOptions } from './pipeline';

/** A classic release without a build artifact, and so without a repository. */
export const BARE_RELEASE = { 'System.HostType': 'release' } as const;

/** A classic release of a build. */
export const RELEASE_OF_BUILD = {
  ...BARE_RELEASE,
  'Release.PrimaryArtifactSourceAlias': '_churn',
  'Release.Artifacts._churn.DefinitionName': 'churn build',
  'Release.Artifacts._churn.BuildId': '214',
  'Release.Artifacts._churn.Repository.Name': 'churn',
  'Release.Artifacts._churn.Repository.Provider': 'TfsGit',
  'Release.Artifacts._churn.RequestedFor': 'Who pushed',
  'Release.Artifacts._churn.SourceBranch': 'refs/heads/main',
  'Release.Artifacts._churn.SourceVersion': '8d7c2b1a0f9e4d3c5b6a798897a6b5c4d3e2f101',
} as const;

type Inputs = Readonly<Record<string, string>>;

/** The tasks that leave evidence, with inputs that would do something. */
export const WITH_EVIDENCE: readonly (readonly [task: string, inputs: Inputs])[] = [
  ['MLflowPromoteModel', { modelName: 'main.default.churn', modelVersion: '1', target: 'alias:champion' }],
  ['MLflowPromoteModel', { modelName: 'main.default.churn', modelVersion: '1', target: 'copy:prod.default.churn' }],
  ['MLflowRollbackModel', { modelName: 'main.default.churn', target: 'alias:champion', reason: 'scores drift' }],
  ['MLflowRegisterModel', { modelName: 'main.default.churn', modelUri: 'models:/m-1' }],
  ['MLflowTrainModel', { modelName: 'main.default.churn', notebookPath: '/Shared/train' }],
  ['DatabricksDeployCode', { destination: '/Workspace/Shared/ci/churn' }],
  ['DatabricksDeployCode', { destination: '/Workspace/Shared/ci/churn', mode: 'gitFolder' }],
];

export function titleOf([task, { target, mode }]: (typeof WITH_EVIDENCE)[number]): string {
  return [task, target ?? mode].filter((word) => word !== undefined).join(' with ');
}

/** Runs a built task alone, and tells how many requests it made. */
export async function alone(
  workspace: Workspace,
  [task, inputs]: (typeof WITH_EVIDENCE)[number],
  pipelineOptions: Partial<PipelineOptions> = {},
): Promise<{ readonly step: StepResult; readonly requests: number }> {
  const before = workspace.requests.length;
  const step = await inPipeline({ workspace, ...pipelineOptions }, ({ run }) =>
    run(inputs, { taskFolder: join(STAGING, task), name: 'step' }),
  );
  return { step, requests: workspace.requests.length - before };
}

/** The receipt that a step has written. */
export function receiptOf({ outputs }: StepResult): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(outputs['receiptFile'] ?? '', 'utf8')) as Readonly<Record<string, unknown>>;
}
