import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Workspace } from '../../../local/workspace/workspace';
import { writeTree } from '../deployment/source-tree';
import { inPipeline, STAGING } from './pipeline';

export const SHARED = '/Shared/churn';
const NAMES = {
  // The place of a local run; another run has another port.
  'System.CollectionUri': 'http://127.0.0.1:4321/local/',
  'System.TeamProject': 'ML',
  'Build.Repository.Name': 'churn',
};
export const NAMES_OF_RUNS: Readonly<Record<string, string>> = {
  'System.TeamProject': NAMES['System.TeamProject'],
  'Build.Repository.Name': NAMES['Build.Repository.Name'],
};

export interface PullRequestRun {
  readonly number: string;
  readonly modelName: string;
  /** The notebook that trains. */
  readonly training: string;
}

export function folderOf(number: string): string {
  return `${SHARED}/pull-${number}-merge`;
}

/** Deploys and trains as the template for pull requests does. */
export async function runPullRequest(
  workspace: Workspace,
  { number, modelName, training }: PullRequestRun,
): Promise<void> {
  const variables = { ...NAMES, 'Build.SourceBranch': `refs/pull/${number}/merge` };
  await inPipeline({ workspace, variables }, async (pipeline) => {
    const sources = pipeline.job.variables.get('System.DefaultWorkingDirectory') ?? '';
    writeTree(sources, { 'mlops.yml': projectWith(modelName), 'model_train.py': training });
    const code = await pipeline.run(
      { destination: `/Workspace${folderOf(number)}`, deleteExtraneous: 'true' },
      { taskFolder: join(STAGING, 'DatabricksDeployCode'), name: 'code' },
    );
    assert.equal(code.result, 'Succeeded', code.log.join('\n'));
    const trained = await pipeline.run(
      { configFile: 'mlops.yml', environment: 'dev' },
      { taskFolder: join(STAGING, 'MLflowTrainModel'), name: 'train' },
    );
    assert.equal(trained.result, 'Succeeded', trained.log.join('\n'));
  });
}

function projectWith(modelName: string): string {
  return `version: 1
model: { problem: binary, tags: { owner_group: growth }, description: Finds leavers., experiment: /Shared/churn-training }
data:
  createMissing: true
  training: { table: main.default.customers }
  evaluation: { table: main.default.holdout, label: churned }
training: { notebook: model_train }
environments:
  dev: { catalog: main, schema: default, modelName: ${modelName} }
`;
}
