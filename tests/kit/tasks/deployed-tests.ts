import { join } from 'node:path';
import type { StepResult } from '../../../local/agent/job';
import type { Workspace } from '../../../local/workspace/workspace';
import { inPipeline, STAGING, type PipelineOptions, type StepOptions } from './pipeline';
import { checkouts } from './project-files';
import type { Files } from './test-project';

export const DEPLOYED = '/Shared/ci/churn';
const TASK = { taskFolder: join(STAGING, 'DatabricksRunTests'), name: 'tests' };

export interface OnDatabricks extends StepOptions {
  readonly pipeline?: Partial<PipelineOptions>;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** Runs the built task over these files, which are in the checkout and deployed to a folder of the workspace. */
export function useDeployedTests(): (
  workspace: Workspace,
  files: Files,
  options?: OnDatabricks,
) => Promise<StepResult> {
  const checkout = checkouts();
  return (workspace, files, { pipeline = {}, inputs = {}, ...options } = {}) => {
    const { variables } = checkout(files);
    Object.entries(files).forEach(([path, text]) => workspace.putFile(`${DEPLOYED}/${path}`, text));
    const setting = { workspace, speed: 20, ...pipeline, variables: { ...variables, ...pipeline.variables } };
    return inPipeline(setting, ({ run }) =>
      run({ testsPath: `/Workspace${DEPLOYED}/tests`, ...inputs }, { ...TASK, ...options }),
    );
  };
}
